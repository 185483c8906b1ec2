import * as z from "zod/mini";
import type { JsonObject, RetrainingJob } from "../../vocabulary/retraining-job.ts";
import type { PastTuning } from "../../vocabulary/state.ts";
import { listed } from "../../words/listed.ts";

/*
 * A tuning job that begins with what an earlier one found. What SageMaker asks of the two:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-warm-start.html#warm-start-tuning-restrictions
 */

/** Values that may change from tunable to static, or from one static value to another. */
const mostChanges = 10;

/** https://github.com/aws/sagemaker-python-sdk/issues/3693, beside the search itself. */
const mayChange = new Set([
  "AlgorithmSpecification",
  "InputDataConfig",
  "OutputDataConfig",
  "StaticHyperParameters",
  "RoleArn",
  "ResourceConfig",
  "StoppingCondition",
  "VpcConfig",
  "EnableManagedSpotTraining",
  "CheckpointConfig",
  "HyperParameterRanges",
  "TuningObjective",
]);

const named = z.looseObject({ Name: z.string() });
const objective = z.looseObject({ Type: z.string(), MetricName: z.string() });
const ranges = z.looseObject({
  IntegerParameterRanges: z._default(z.array(named), []),
  ContinuousParameterRanges: z._default(z.array(named), []),
  CategoricalParameterRanges: z._default(z.array(z.extend(named, { Values: z.array(z.string()) })), []),
  AutoParameters: z._default(z.array(named), []),
});
const tuningRequest = z.looseObject({
  HyperParameterTuningJobConfig: z.looseObject({
    HyperParameterTuningJobObjective: z.optional(objective),
    ParameterRanges: z.optional(ranges),
  }),
  TrainingJobDefinition: z.looseObject({
    TuningObjective: z.optional(objective),
    HyperParameterRanges: z.optional(ranges),
    StaticHyperParameters: z._default(z.record(z.string(), z.string()), {}),
  }),
});

interface Search {
  readonly objective: string;
  readonly tunable: ReadonlyMap<string, { readonly type: string; readonly values: number }>;
  readonly fixed: ReadonlyMap<string, string>;
  readonly definition: JsonObject;
}

/** The job with the last one that succeeded as its parent, or as it is, and a sentence on which and why. */
export function startWarm(
  job: Extract<RetrainingJob, { readonly request: JsonObject }>,
  parent: PastTuning | null,
): { readonly job: RetrainingJob; readonly because: string } {
  const obstacle = parent
    ? obstacleToWarmStart(parent, job.request)
    : "the model has no tuning job that succeeded last";
  if (!parent || obstacle !== null) return { job, because: `It starts cold: ${obstacle}.` };
  const WarmStartConfig = {
    ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: parent.name }],
    // The data are others than the parent's: that is why it is retrained.
    WarmStartType: "TransferLearning",
  };
  return {
    job: { ...job, request: { ...job.request, WarmStartConfig } },
    because: `It starts warm, from what ${parent.name} found.`,
  };
}

/** Why SageMaker would refuse the parent; null where it would not. */
function obstacleToWarmStart({ name, request }: PastTuning, next: JsonObject): string | null {
  const [before, after] = [searchOf(request), searchOf(next)];
  // What is wrong with a template is SageMaker's to say, of the template alone.
  if (!before || !after) return `what is tuned cannot be read of the template, or of ${name}`;
  if (before.objective !== after.objective) {
    return `its objective is ${after.objective}, and that of ${name} was ${before.objective}`;
  }
  const [namesBefore, namesAfter] = [namesOf(before), namesOf(after)];
  const differing = [
    ...[...namesAfter].filter((key) => !namesBefore.has(key)),
    ...[...namesBefore].filter((key) => !namesAfter.has(key)),
  ];
  if (differing.length > 0) {
    return `${listed(differing, 3)} ${differing.length === 1 ? "is" : "are"} a hyperparameter of one of it and ${name}, and not of the other`;
  }
  const retyped = [...after.tunable].find(([key, { type }]) => {
    const was = before.tunable.get(key);
    return was !== undefined && was.type !== type;
  });
  if (retyped) {
    const [key, { type }] = retyped;
    return `${key} is ${type}, and was ${before.tunable.get(key)?.type} in ${name}`;
  }
  const changes = changesOf(before, after);
  if (changes > mostChanges) {
    return `${changes} values of static hyperparameters differ from those of ${name}, and SageMaker takes ${mostChanges}`;
  }
  const changed = [...new Set([...Object.keys(before.definition), ...Object.keys(after.definition)])].filter(
    (key) => !mayChange.has(key) && jsonOf(before.definition[key]) !== jsonOf(after.definition[key]),
  );
  return changed.length === 0
    ? null
    : `${listed(changed, 3)} of the training job differ${changed.length === 1 ? "s" : ""} from ${name}`;
}

function searchOf(request: JsonObject): Search | null {
  const parsed = tuningRequest.safeParse(request);
  if (!parsed.success) return null;
  const { HyperParameterTuningJobConfig: config, TrainingJobDefinition: definition } = parsed.data;
  const { Type, MetricName } = config.HyperParameterTuningJobObjective ?? definition.TuningObjective ?? {};
  const searched = config.ParameterRanges ?? definition.HyperParameterRanges ?? ranges.parse({});
  const typed = (type: string, all: readonly { readonly Name: string }[]) =>
    all.map(({ Name }) => [Name, { type, values: 1 }] as const);
  return {
    objective: Type === undefined ? "none" : `${Type} ${MetricName}`,
    tunable: new Map<string, { type: string; values: number }>([
      ...typed("an integer", searched.IntegerParameterRanges),
      ...typed("continuous", searched.ContinuousParameterRanges),
      ...searched.CategoricalParameterRanges.map(
        ({ Name, Values }) => [Name, { type: "categorical", values: Values.length }] as const,
      ),
      ...typed("found by SageMaker", searched.AutoParameters),
    ]),
    fixed: new Map(Object.entries(definition.StaticHyperParameters)),
    definition,
  };
}

/** The same text for the same value, in whatever order its members are. */
function jsonOf(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

function namesOf({ tunable, fixed }: Search): Set<string> {
  return new Set([...tunable.keys(), ...fixed.keys()]);
}

/** Both values of a static hyperparameter that changes count, and each value of one that was categorical. */
function changesOf(before: Search, after: Search): number {
  return [...after.fixed].reduce((count, [name, value]) => {
    const tunable = before.tunable.get(name);
    if (tunable) return count + tunable.values;
    return before.fixed.get(name) === value ? count : count + 2;
  }, 0);
}
