import type { Fleet, ModelPolicy } from "../policy/policy.ts";
import type { AlarmChanged, Signal } from "../vocabulary/signal.ts";

/**
 * The model of the fleet that a signal concerns, or null. Names are compared without regard to case where
 * SageMaker lower-cases them in ARNs (endpoints, package groups, pipelines), the exact spelling first.
 */
export function concernedModel(signal: Signal, fleet: Fleet): string | null {
  switch (signal.kind) {
    case "training-job-changed":
    case "processing-job-changed":
      return known(signal.taggedModel, fleet);
    case "monitor-run-finished":
    case "violations-file-created":
    case "endpoint-changed":
    case "endpoint-deployment-changed":
    case "drift-reported":
      return find(signal.endpoint, fleet, (policy) => policy.endpoint);
    case "alarm-changed":
      return find(signal.endpoint, fleet, (policy) => policy.endpoint) ?? byAlarmName(signal, fleet);
    case "pipeline-execution-changed":
    case "pipeline-step-changed":
      return find(signal.pipeline, fleet, (policy) => policy.retrain.pipeline);
    case "model-package-changed":
      return find(signal.group, fleet, (policy) => policy.packageGroup);
    case "command-given":
    case "new-data-arrived":
    case "effect-answered":
    case "rollout-polled":
    case "look-read":
    case "swept":
      return known(signal.model, fleet);
  }
}

function known(name: string | null, fleet: Fleet): string | null {
  return name !== null && Object.hasOwn(fleet.models, name) ? name : null;
}

function find(name: string | null, fleet: Fleet, of: (policy: ModelPolicy) => string): string | null {
  if (!name) return null;
  const models = Object.entries(fleet.models);
  const exact = models.find(([, policy]) => of(policy) === name);
  const similar = () => models.find(([, policy]) => of(policy).toLowerCase() === name.toLowerCase());
  return (exact ?? similar())?.[0] ?? null;
}

/** `driftwheel-<model>-...`: composite alarms have no dimensions. The longest model name wins over its beginnings. */
function byAlarmName(signal: AlarmChanged, fleet: Fleet): string | null {
  const models = Object.keys(fleet.models).filter((model) => signal.alarm.startsWith(`driftwheel-${model}-`));
  return models.sort((one, other) => other.length - one.length)[0] ?? null;
}
