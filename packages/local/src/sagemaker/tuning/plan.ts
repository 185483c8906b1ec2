import { seededRandom } from "../../random.ts";
import { ServiceError } from "../../world.ts";
import { invalid } from "../errors.ts";
import { checkSpot } from "../training/spot.ts";
import { type Candidate, drawCandidate, gridOf, gridSize } from "./candidates.ts";
import { type CreateTuningJob, type ParameterRanges, rangesOf } from "./request.ts";
import type { Plan, TuningView } from "./tuning-job.ts";
import { parentsOf, triedBy } from "./warm-start.ts";

/**
 * An account's limits, unless it has asked for more:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-limits.html
 */
const mostJobs = 750;
const mostAtOnce = 10;

interface Surroundings {
  /** In [0, 1). */
  readonly random: () => number;
  /** An earlier tuning job, with its training jobs. */
  readonly find: (name: string) => TuningView | null;
}

/** Throws ServiceError for what the service refuses, and for what is not done here. */
export function planOf(request: CreateTuningJob, { random, find }: Surroundings): Plan {
  refuseWhatIsNotHere(request);
  const config = request.HyperParameterTuningJobConfig;
  const definition = request.TrainingJobDefinition;
  if (definition === undefined) throw invalid("A tuning job needs a TrainingJobDefinition.");
  checkSpot({ ...definition, Tags: request.Tags });
  const objective = config.HyperParameterTuningJobObjective ?? definition.TuningObjective;
  if (objective === undefined) {
    throw invalid("HyperParameterTuningJobConfig.HyperParameterTuningJobObjective is missing.");
  }
  if (config.ParameterRanges === undefined && definition.HyperParameterRanges === undefined)
    throw invalid("HyperParameterTuningJobConfig.ParameterRanges is missing.");
  const ranges = rangesOf(request);
  const parents = parentsOf(request, { definition, objective, ranges }, find);
  return { definition, objective, candidates: candidatesOf(request, ranges, { random, parents }) };
}

function refuseWhatIsNotHere(request: CreateTuningJob): void {
  const config = request.HyperParameterTuningJobConfig;
  const refused: readonly (readonly [boolean, string])[] = [
    [config.Strategy === "Hyperband", "Strategy Hyperband; Random, Grid and Bayesian are"],
    [config.TrainingJobEarlyStoppingType === "Auto", "TrainingJobEarlyStoppingType Auto; Off is"],
    [request.TrainingJobDefinitions !== undefined, "TrainingJobDefinitions; one TrainingJobDefinition is"],
    [
      request.WarmStartConfig !== undefined && config.Strategy === "Grid",
      "WarmStartConfig of the Strategy Grid; Random and Bayesian are",
    ],
    [request.Autotune !== undefined, "Autotune; ranges that are written out are"],
  ];
  for (const [given, what] of refused) {
    if (given) throw invalid(`Driftwheel's local SageMaker does not implement ${what}.`);
  }
}

/** Bayesian draws as Random does: nothing is learnt from the training jobs before. */
function candidatesOf(
  { HyperParameterTuningJobConfig: config, WarmStartConfig: warmStart }: CreateTuningJob,
  ranges: ParameterRanges,
  { random, parents }: Pick<Surroundings, "random"> & { readonly parents: readonly TuningView[] },
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
  const before = parents.reduce((count, { trials }) => count + trials.length, 0);
  checkLimit(
    before + most,
    mostJobs,
    "training jobs",
    `ResourceLimits.MaxNumberOfTrainingJobs is ${most}${before > 0 ? `, and the parents had ${before}` : ""}`,
  );
  checkBounds(ranges);
  const draw = config.RandomSeed === undefined ? random : seededRandom(config.RandomSeed);
  const drawn = (count: number) => Array.from({ length: count }, () => drawCandidate(ranges, draw));
  const tried = triedBy(parents, ranges);
  if (warmStart?.WarmStartType === "IdenticalDataAndAlgorithm")
    return untried(drawn(10 * (most + before)), tried, most);
  // Of other data the best values may be others: half of the jobs look for them.
  const first = tried.slice(0, Math.ceil(most / 2));
  return [...first, ...drawn(most - first.length)];
}

/** Of the same data the same values would teach nothing, unless the draws find no others. */
function untried(
  drawn: readonly Candidate[],
  tried: readonly Candidate[],
  most: number,
): readonly Candidate[] {
  const known = new Set(tried.map((candidate) => JSON.stringify(candidate)));
  const isKnown = (candidate: Candidate) => known.has(JSON.stringify(candidate));
  return [...drawn.filter((one) => !isKnown(one)), ...drawn.filter(isKnown)].slice(0, most);
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
