import type { ModelPolicy } from "../../policy/policy.ts";
import type { Registration } from "../../policy/retrain/retrainer.ts";
import { type Retrainer, retrainerOf } from "../../policy/retrain/retrainer-of.ts";
import type {
  JsonObject,
  PackagePlan,
  RetrainingJob,
  TrainedModel,
} from "../../vocabulary/retraining-job.ts";

interface Asked {
  readonly model: string;
  /** Of the entry that asks for it. */
  readonly sequence: number;
  readonly now: Date;
  /** Values by the parameter's name. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What retrains by the policy, under the name that it has from now on; null where a pipeline does. */
export function retrainingJob(policy: ModelPolicy, asked: Asked): RetrainingJob | null {
  const retrainer = retrainerOf(policy.retrain);
  const { parameters } = asked;
  const name = jobName(retrainer.kind, asked);
  switch (retrainer.kind) {
    case "pipeline":
      return null;
    case "training-job": {
      const { HyperParameters = {}, CheckpointConfig, ...template } = retrainer.template;
      const request = {
        ...template,
        HyperParameters: { ...HyperParameters, ...parameters },
        // Another retraining's checkpoint is of other data.
        ...(CheckpointConfig
          ? { CheckpointConfig: { ...CheckpointConfig, S3Uri: below(CheckpointConfig.S3Uri, name) } }
          : {}),
      };
      return { kind: "training-job", name, request };
    }
    case "tuning-job": {
      const { TrainingJobDefinition: definition, ...template } = retrainer.template;
      const StaticHyperParameters = { ...definition.StaticHyperParameters, ...parameters };
      const request = { ...template, TrainingJobDefinition: { ...definition, StaticHyperParameters } };
      return { kind: "tuning-job", name, request };
    }
    case "automl-job":
      return { kind: "automl-job", name, request: retrainer.template };
    case "state-machine":
      return {
        kind: "state-machine",
        name,
        stateMachine: retrainer.stateMachine,
        input: inputOf(policy, name, asked),
      };
    case "function":
      return { kind: "function", name, function: retrainer.function, input: inputOf(policy, name, asked) };
  }
}

/** The same training, under a name of its own, from the same checkpoint, on capacity that is not taken back. */
export function onDemandInstead(
  { request }: { readonly request: JsonObject },
  asked: Pick<Asked, "model" | "sequence" | "now">,
): RetrainingJob {
  const { EnableManagedSpotTraining: _spot, StoppingCondition, ...rest } = request;
  // A training job's request, which the template's schema has made sure of.
  const { MaxWaitTimeInSeconds: _wait, ...stopping } = StoppingCondition as JsonObject;
  return {
    kind: "training-job",
    name: jobName("training-job", asked),
    request: { ...rest, StoppingCondition: stopping },
  };
}

function below(uri: string, name: string): string {
  return `${uri.replace(/\/+$/, "")}/${name}`;
}

/** What a team's own state machine or function is told. */
function inputOf({ packageGroup }: ModelPolicy, name: string, { model, parameters }: Asked): JsonObject {
  return { retraining: name, model, packageGroup, parameters };
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAutoMLJobV2.html; a tuning job's has the same limit. */
const longestSearchName = 32;

/**
 * A job's name: unlike any other, as a name is taken for ever, and the same for the same entry. The second of the entry is
 * in it, so that a ledger begun anew never meets the names of an older one.
 */
function jobName(
  kind: Retrainer["kind"],
  { model, sequence, now }: Pick<Asked, "model" | "sequence" | "now">,
): string {
  const end = `${sequence}-${Math.floor(now.getTime() / 1_000).toString(36)}`;
  if (kind !== "tuning-job" && kind !== "automl-job") return `driftwheel-${model}-${end}`;
  const room = longestSearchName - "dw--".length - end.length;
  return `dw-${model.slice(0, room).replace(/-+$/, "")}-${end}`;
}

/** The version to register of what a job trained; null where what retrained registers by itself. */
export function packagePlan(
  policy: ModelPolicy,
  { model, retraining }: { readonly model: string; readonly retraining: string },
  trained: TrainedModel,
): PackagePlan | null {
  const retrainer = retrainerOf(policy.retrain);
  if (!("register" in retrainer)) return null;
  const { register } = retrainer;
  const folder = below(outputOf(retrainer), `${retraining}/driftwheel`);
  const baseline = baselineOf(register, trained, folder);
  return {
    group: policy.packageGroup,
    containers: containersOf(trained, register),
    contentTypes: register.contentTypes,
    responseTypes: register.responseTypes,
    evaluation: {
      uri: `${folder}/evaluation.json`,
      json: {
        metrics: Object.fromEntries(
          Object.entries(trained.metrics).map(([name, value]) => [name, { value }]),
        ),
      },
    },
    ...(baseline ? { baseline } : {}),
    description: `Trained by ${trained.madeBy.split("/").at(-1)} for Driftwheel's model ${model}.`,
    metadata: { "driftwheel-retraining": retraining, "driftwheel-made-by": trained.madeBy.slice(0, 256) },
  };
}

/** The team's own, or one of the channel that the job was trained on, without its label. */
function baselineOf(
  { baseline }: Registration,
  { rows }: TrainedModel,
  folder: string,
): PackagePlan["baseline"] {
  if (baseline?.statistics !== undefined)
    return { statistics: baseline.statistics, constraints: baseline.constraints ?? null, from: null };
  if (!baseline?.without || !rows) return undefined;
  const { uri, contentType, target } = rows;
  return {
    statistics: `${folder}/statistics.json`,
    constraints: `${folder}/constraints.json`,
    from: {
      uri,
      contentType,
      without: [...new Set([...baseline.without, ...(target === null ? [] : [target])])],
    },
  };
}

/** A sole container is served by the image that the policy names, if it names one. */
function containersOf({ containers }: TrainedModel, { image, environment = {} }: Registration) {
  const [first, ...others] = containers;
  if (!first || others.length > 0) return containers;
  return [{ ...first, image: image ?? first.image, environment: { ...first.environment, ...environment } }];
}

/** Where what it trains is put. */
export function outputOf(retrainer: Extract<Retrainer, { readonly register: unknown }>): string {
  return retrainer.kind === "tuning-job"
    ? retrainer.template.TrainingJobDefinition.OutputDataConfig.S3OutputPath
    : retrainer.template.OutputDataConfig.S3OutputPath;
}
