import { isJobOf } from "../policy/batch/job-names.ts";
import { servedName } from "../policy/batch/served.ts";
import { isVersionOf, packageGroupOf } from "../policy/package-group.ts";
import type { Fleet, ModelPolicy } from "../policy/policy.ts";
import { holds } from "../policy/retrain/fresh-data-source.ts";
import type {
  AlarmChanged,
  DataFileCreated,
  FeatureGroupChanged,
  ModelPackageChanged,
  ProcessingJobChanged,
  Signal,
} from "../vocabulary/signal.ts";

/**
 * The models of the fleet that a signal concerns: as concernedModel(), and each that waits for the data that it tells of,
 * since two may learn from the same.
 */
export function concernedModels(signal: Signal, fleet: Fleet): readonly string[] {
  if (signal.kind === "data-file-created" || signal.kind === "feature-group-changed") {
    return waitingFor(signal, fleet);
  }
  if (signal.kind === "processing-job-changed") {
    const tagged = known(signal.taggedModel, fleet);
    return tagged === null ? exportsFor(signal, fleet) : [tagged];
  }
  const model = concernedModel(signal, fleet);
  return model === null ? [] : [model];
}

/**
 * The model of the fleet that a signal concerns, the first of several, or null: by the model's own name, by a resource's tag, or by the
 * endpoint, the pipeline or the package group that the signal is about. Names are compared without regard to case where
 * SageMaker lower-cases them in ARNs (endpoints, package groups, pipelines): no two models of a fleet share one. A package
 * group that is named by its ARN is that account's and region's.
 */
export function concernedModel(signal: Signal, fleet: Fleet): string | null {
  if ("model" in signal) return known(signal.model, fleet);
  if (signal.kind === "data-file-created" || signal.kind === "feature-group-changed") {
    return waitingFor(signal, fleet)[0] ?? null;
  }
  if (signal.kind === "processing-job-changed") {
    return known(signal.taggedModel, fleet) ?? exportsFor(signal, fleet)[0] ?? null;
  }
  if (signal.kind === "transform-job-changed") {
    const own = modelsWith(fleet, ({ batch }) => batch !== undefined && isJobOf(batch, signal.job));
    return known(signal.taggedModel, fleet) ?? own[0] ?? null;
  }
  if ("taggedModel" in signal) return known(signal.taggedModel, fleet);
  if ("pipeline" in signal) return find(signal.pipeline, fleet, ({ retrain }) => retrain.pipeline);
  if ("stateMachine" in signal) {
    return find(signal.stateMachine, fleet, ({ retrain }) => retrain.with?.stateMachine);
  }
  if (signal.kind === "model-package-changed") {
    return ofPackage(signal, fleet);
  }
  const byEndpoint = find(signal.endpoint, fleet, servedName);
  if (byEndpoint !== null) return byEndpoint;
  return signal.kind === "alarm-changed" ? byAlarmName(signal, fleet) : ofTrial(signal.endpoint, fleet);
}

/** `driftwheel-<model>-v<version>-<number>`: a challenger's own endpoint, of a model whose challengers have one. */
function ofTrial(endpoint: string | null, fleet: Fleet): string | null {
  const model = /^driftwheel-(.+)-v\d+-\d+$/i.exec(endpoint ?? "")?.[1]?.toLowerCase() ?? null;
  const found = known(model, fleet);
  return found !== null && fleet.models[found]?.route ? found : null;
}

/** A model that names the group by its ARN is meant before one that only has its name. */
function ofPackage(signal: ModelPackageChanged, fleet: Fleet): string | null {
  const found = Object.entries(fleet.models).filter(([, { packageGroup }]) =>
    isVersionOf(packageGroup, signal),
  );
  const named = found.find(([, { packageGroup }]) => packageGroupOf(packageGroup).of !== null);
  return (named ?? found[0])?.[0] ?? null;
}

/** Every model that waits for data there. */
function waitingFor(signal: DataFileCreated | FeatureGroupChanged, fleet: Fleet): readonly string[] {
  return modelsWith(fleet, ({ retrain: { freshData } }) => {
    if (!freshData) return false;
    return signal.kind === "feature-group-changed"
      ? freshData.featureGroup?.toLowerCase() === signal.featureGroup.toLowerCase()
      : holds(freshData, signal);
  });
}

/** Every model that waits for what the job exports. */
function exportsFor({ job }: ProcessingJobChanged, fleet: Fleet): readonly string[] {
  return modelsWith(fleet, ({ retrain }) => {
    const jobs = retrain.freshData?.dataWrangler?.jobs;
    return jobs !== undefined && job.startsWith(jobs);
  });
}

function modelsWith(fleet: Fleet, isMeant: (policy: ModelPolicy) => boolean): readonly string[] {
  return Object.entries(fleet.models).flatMap(([model, policy]) => (isMeant(policy) ? [model] : []));
}

function known(name: string | null, fleet: Fleet): string | null {
  return name !== null && Object.hasOwn(fleet.models, name) ? name : null;
}

function find(
  name: string | null,
  fleet: Fleet,
  of: (policy: ModelPolicy) => string | undefined,
): string | null {
  if (!name) return null;
  const found = Object.entries(fleet.models).find(
    ([, policy]) => of(policy)?.toLowerCase() === name.toLowerCase(),
  );
  return found?.[0] ?? null;
}

/** `driftwheel-<model>-...`: composite alarms have no dimensions. The longest model name wins over its beginnings. */
function byAlarmName(signal: AlarmChanged, fleet: Fleet): string | null {
  const models = Object.keys(fleet.models).filter((model) => signal.alarm.startsWith(`driftwheel-${model}-`));
  return models.sort((one, other) => other.length - one.length)[0] ?? null;
}
