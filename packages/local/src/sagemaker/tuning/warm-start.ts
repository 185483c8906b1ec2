import { isDeepStrictEqual } from "node:util";
import { invalid } from "../errors.ts";
import { isOver } from "../kept-jobs.ts";
import type { Candidate } from "./candidates.ts";
import {
  type CreateTuningJob,
  type ParameterRanges,
  rangesOf,
  type TrainingJobDefinition,
} from "./request.ts";
import { bestOf, type TuningView } from "./tuning-job.ts";

/*
 * Tuning jobs that begin with what earlier ones found:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-warm-start.html
 */

const mostChanges = 10;

/** In the service's own words: https://github.com/aws/sagemaker-python-sdk/issues/3693 */
const mayChange = [
  "algorithmSpecification",
  "inputDataConfig",
  "outputDataConfig",
  "staticHyperParameters",
  "roleArn",
  "resourceConfig",
  "stoppingCondition",
  "vpcConfig",
  "enableManagedSpotTraining",
  "checkpointConfig",
];
/** The search itself, which has rules of its own. */
const searched = ["hyperParameterRanges", "tuningObjective"];

interface Search {
  readonly definition: TrainingJobDefinition;
  readonly objective: TuningView["plan"]["objective"];
  readonly ranges: ParameterRanges;
}

/** The parents of the request, all of which may be its parents; throws ServiceError where the service refuses one. */
export function parentsOf(
  { WarmStartConfig: config }: CreateTuningJob,
  search: Search,
  find: (name: string) => TuningView | null,
): readonly TuningView[] {
  if (config === undefined) return [];
  return config.ParentHyperParameterTuningJobs.map(({ HyperParameterTuningJobName: name }) => {
    const parent = find(name);
    if (parent === null) throw invalid(`The parent hyperparameter tuning job ${name} does not exist.`);
    if (!isOver(parent.status)) {
      throw invalid(
        `The parent hyperparameter tuning job ${name} is in status ${parent.status}; parents must be Completed, Stopped or Failed.`,
      );
    }
    checkSearch(parent, search);
    if (config.WarmStartType === "IdenticalDataAndAlgorithm") checkIdentical(parent, search.definition);
    return parent;
  });
}

function checkSearch(parent: TuningView, { definition, objective, ranges }: Search): void {
  const { plan } = parent;
  if (!isDeepStrictEqual(plan.objective, objective)) {
    throw invalid(
      `The objective ${objective.Type} ${objective.MetricName} is not that of the parent tuning job ${parent.name}, ${plan.objective.Type} ${plan.objective.MetricName}.`,
    );
  }
  const before = typesOf(rangesOf(parent.request));
  const after = typesOf(ranges);
  const names = (types: ReadonlyMap<string, unknown>, { StaticHyperParameters }: TrainingJobDefinition) =>
    new Set([...types.keys(), ...Object.keys(StaticHyperParameters)]);
  if (!isDeepStrictEqual(names(before, plan.definition), names(after, definition))) {
    // Told in https://github.com/aws/amazon-sagemaker-examples/issues/861.
    throw invalid(
      "The set of tunable plus static HyperParameter names is not the same across current and parent tuning jobs. Please ensure this set is constant when warm starting. Note that previously static HyperParameters can be tuned in warm start jobs and vice versa.",
    );
  }
  for (const [name, { type }] of after) {
    const was = before.get(name)?.type ?? type;
    if (was !== type)
      throw invalid(
        `The hyperparameter ${name} is ${type}, and ${was} in the parent tuning job ${parent.name}.`,
      );
  }
  const changes = Object.entries(definition.StaticHyperParameters).reduce((count, [name, value]) => {
    const values = before.get(name)?.values;
    if (values !== undefined) return count + values;
    return plan.definition.StaticHyperParameters[name] === value ? count : count + 2;
  }, 0);
  if (changes > mostChanges) {
    throw invalid(
      `${changes} values of static hyperparameters differ from the parent tuning job ${parent.name}; at most ${mostChanges} may.`,
    );
  }
  const changed = changedMembers(plan.definition, definition).some(
    (name) => !mayChange.includes(name) && !searched.includes(name),
  );
  if (changed) {
    throw invalid(
      `Only the following fields in TrainingJobDefinition are allowed to change: [${mayChange.join(", ")}].`,
    );
  }
}

function checkIdentical(parent: TuningView, definition: TrainingJobDefinition): void {
  const { TrainingImage: image } = definition.AlgorithmSpecification;
  if (changedMembers(parent.plan.definition, definition).includes("inputDataConfig")) {
    throw invalid(
      `IdenticalDataAndAlgorithm needs the InputDataConfig of the parent tuning job ${parent.name}.`,
    );
  }
  if (parent.plan.definition.AlgorithmSpecification.TrainingImage !== image) {
    throw invalid(
      `IdenticalDataAndAlgorithm needs the TrainingImage of the parent tuning job ${parent.name}.`,
    );
  }
}

/** In the service's spelling. */
function changedMembers(before: TrainingJobDefinition, after: TrainingJobDefinition): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => name.charAt(0).toLowerCase() + name.slice(1));
}

function typesOf(ranges: ParameterRanges): ReadonlyMap<string, { type: string; values: number }> {
  return new Map<string, { type: string; values: number }>([
    ...ranges.IntegerParameterRanges.map(({ Name }) => [Name, { type: "integer", values: 1 }] as const),
    ...ranges.ContinuousParameterRanges.map(({ Name }) => [Name, { type: "continuous", values: 1 }] as const),
    ...ranges.CategoricalParameterRanges.map(
      ({ Name, Values }) => [Name, { type: "categorical", values: Values.length }] as const,
    ),
  ]);
}

/** What the parents tried of these ranges, best first, each once. */
export function triedBy(parents: readonly TuningView[], ranges: ParameterRanges): readonly Candidate[] {
  const tried = new Map<string, Candidate>();
  for (const { tuning, trial } of bestOf(parents)) {
    const values = { ...tuning.plan.definition.StaticHyperParameters, ...trial.candidate };
    const candidate = within(ranges, values);
    if (candidate) tried.set(JSON.stringify(candidate), tried.get(JSON.stringify(candidate)) ?? candidate);
  }
  return [...tried.values()];
}

/** The values of the ranges' hyperparameters, in the order of the ranges; null when one lies outside. */
function within(ranges: ParameterRanges, values: Candidate): Candidate | null {
  const numbers =
    (isOne: (value: number) => boolean) =>
    ({ Name, MinValue, MaxValue }: { Name: string; MinValue: string; MaxValue: string }) => {
      const value = Number(values[Name] ?? Number.NaN);
      return isOne(value) && value >= Number(MinValue) && value <= Number(MaxValue);
    };
  const inside =
    ranges.IntegerParameterRanges.every(numbers(Number.isInteger)) &&
    ranges.ContinuousParameterRanges.every(numbers(Number.isFinite)) &&
    ranges.CategoricalParameterRanges.every(({ Name, Values }) => Values.includes(values[Name] ?? ""));
  if (!inside) return null;
  return Object.fromEntries([...typesOf(ranges).keys()].map((name) => [name, values[name] ?? ""]));
}
