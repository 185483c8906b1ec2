import type { Fleet, ModelPolicy } from "../policy/policy.ts";
import type { AlarmChanged, Signal } from "../vocabulary/signal.ts";

/**
 * The model of the fleet that a signal concerns, or null: by the model's own name, by a resource's tag, or by the
 * endpoint, the pipeline or the package group that the signal is about. Names are compared without regard to case where
 * SageMaker lower-cases them in ARNs (endpoints, package groups, pipelines): no two models of a fleet share one.
 */
export function concernedModel(signal: Signal, fleet: Fleet): string | null {
  if ("model" in signal) return known(signal.model, fleet);
  if ("taggedModel" in signal) return known(signal.taggedModel, fleet);
  if ("pipeline" in signal) return find(signal.pipeline, fleet, (policy) => policy.retrain.pipeline);
  if (signal.kind === "model-package-changed") {
    return find(signal.group, fleet, (policy) => policy.packageGroup);
  }
  const byEndpoint = find(signal.endpoint, fleet, (policy) => policy.endpoint);
  return byEndpoint ?? (signal.kind === "alarm-changed" ? byAlarmName(signal, fleet) : null);
}

function known(name: string | null, fleet: Fleet): string | null {
  return name !== null && Object.hasOwn(fleet.models, name) ? name : null;
}

function find(name: string | null, fleet: Fleet, of: (policy: ModelPolicy) => string): string | null {
  if (!name) return null;
  const found = Object.entries(fleet.models).find(
    ([, policy]) => of(policy).toLowerCase() === name.toLowerCase(),
  );
  return found?.[0] ?? null;
}

/** `driftwheel-<model>-...`: composite alarms have no dimensions. The longest model name wins over its beginnings. */
function byAlarmName(signal: AlarmChanged, fleet: Fleet): string | null {
  const models = Object.keys(fleet.models).filter((model) => signal.alarm.startsWith(`driftwheel-${model}-`));
  return models.sort((one, other) => other.length - one.length)[0] ?? null;
}
