import { seededRandom } from "../../random.ts";
import { ServiceError } from "../../world.ts";
import { invalid } from "../errors.ts";
import { checkSpot } from "../training/spot.ts";
import { type Candidate, drawCandidate, gridOf, gridSize } from "./candidates.ts";
import type { CreateTuningJob, ParameterRanges, TrainingJobDefinition } from "./request.ts";

/** What a tuning job does: which values it tries, and by what it judges them. */
export interface Plan {
  readonly definition: TrainingJobDefinition;
  readonly objective: { readonly Type: "Maximize" | "Minimize"; readonly MetricName: string };
  readonly candidates: readonly Candidate[];
}

/**
 * An account's limits, unless it has asked for more:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-limits.html
 */
const mostJobs = 750;
const mostAtOnce = 10;

/** Throws ServiceError for what the service refuses, and for what is not done here. `random` is in [0, 1). */
export function planOf(request: CreateTuningJob, random: () => number): Plan {
  refuseWhatIsNotHere(request);
  const config = request.HyperParameterTuningJobConfig;
  const definition = request.TrainingJobDefinition;
  if (definition === undefined) throw invalid("A tuning job needs a TrainingJobDefinition.");
  checkSpot({ ...definition, Tags: request.Tags });
  const objective = config.HyperParameterTuningJobObjective ?? definition.TuningObjective;
  if (objective === undefined) {
    throw invalid("HyperParameterTuningJobConfig.HyperParameterTuningJobObjective is missing.");
  }
  const ranges = config.ParameterRanges ?? definition.HyperParameterRanges;
  if (ranges === undefined) throw invalid("HyperParameterTuningJobConfig.ParameterRanges is missing.");
  return { definition, objective, candidates: candidatesOf(request, ranges, random) };
}

function refuseWhatIsNotHere(request: CreateTuningJob): void {
  const config = request.HyperParameterTuningJobConfig;
  const refused: readonly (readonly [boolean, string])[] = [
    [config.Strategy === "Hyperband", "Strategy Hyperband; Random, Grid and Bayesian are"],
    [config.TrainingJobEarlyStoppingType === "Auto", "TrainingJobEarlyStoppingType Auto; Off is"],
    [request.TrainingJobDefinitions !== undefined, "TrainingJobDefinitions; one TrainingJobDefinition is"],
    [request.WarmStartConfig !== undefined, "WarmStartConfig; a tuning job that starts anew is"],
    [request.Autotune !== undefined, "Autotune; ranges that are written out are"],
  ];
  for (const [given, what] of refused) {
    if (given) throw invalid(`Driftwheel's local SageMaker does not implement ${what}.`);
  }
}

/** Bayesian draws as Random does: nothing is learnt from the jobs before. */
function candidatesOf(
  { HyperParameterTuningJobConfig: config }: CreateTuningJob,
  ranges: ParameterRanges,
  random: () => number,
): readonly Candidate[] {
  const { MaxNumberOfTrainingJobs: most, MaxParallelTrainingJobs: atOnce } = config.ResourceLimits;
  checkLimit(
    atOnce,
    mostAtOnce,
    "parallel training jobs",
    `ResourceLimits.MaxParallelTrainingJobs is ${atOnce}`,
  );
  if (config.Strategy === "Grid") {
    const numbers = [...ranges.IntegerParameterRanges, ...ranges.ContinuousParameterRanges];
    if (numbers.length > 0) {
      throw invalid(
        `Grid search takes categorical ranges only; ${numbers.map(({ Name }) => Name).join(", ")} are ranges of numbers.`,
      );
    }
    const size = gridSize(ranges);
    checkLimit(
      most ?? size,
      mostJobs,
      "training jobs",
      most === undefined ? `the grid has ${size}` : `ResourceLimits.MaxNumberOfTrainingJobs is ${most}`,
    );
    return gridOf(ranges, most ?? size);
  }
  if (most === undefined) throw invalid("ResourceLimits.MaxNumberOfTrainingJobs is missing.");
  checkLimit(most, mostJobs, "training jobs", `ResourceLimits.MaxNumberOfTrainingJobs is ${most}`);
  checkBounds(ranges);
  const draw = config.RandomSeed === undefined ? random : seededRandom(config.RandomSeed);
  return Array.from({ length: most }, () => drawCandidate(ranges, draw));
}

function checkLimit(wanted: number, limit: number, what: string, given: string): void {
  if (wanted <= limit) return;
  throw new ServiceError(
    "ResourceLimitExceeded",
    `The account-level service limit for ${what} of a hyperparameter tuning job is ${limit}; ${given}.`,
  );
}

function checkBounds(ranges: ParameterRanges): void {
  for (const { Name, MinValue, MaxValue } of [
    ...ranges.IntegerParameterRanges,
    ...ranges.ContinuousParameterRanges,
  ]) {
    if (MinValue.trim() !== "" && MaxValue.trim() !== "" && Number(MinValue) < Number(MaxValue)) continue;
    throw invalid(
      `The range of ${Name} goes from "${MinValue}" to "${MaxValue}"; both must be numbers, and the second greater.`,
    );
  }
}
