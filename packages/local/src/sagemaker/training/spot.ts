import { invalid } from "../errors.ts";
import { checkCheckpoints } from "./checkpoints.ts";
import type { CreateTrainingJob } from "./request.ts";

type SpotRequest = Pick<
  CreateTrainingJob,
  "CheckpointConfig" | "EnableManagedSpotTraining" | "StoppingCondition" | "Tags"
>;

/**
 * What takes a spot job's machine away here, as nothing else does: `2 0.5 never` after two seconds of training, then
 * after half a second of it; then no machine comes any more. Blanks, as a tag's value has no commas.
 */
const interruptionTag = "driftwheel-local:interrupt-after";

/** Seconds of training after which the machine is taken away; or no machine is to be had. */
export type Interruption = number | "never";

/**
 * The interruptions of a job, one an attempt; further attempts have none, and a job that is no spot job has none at all,
 * whatever its tag says: it may go on in a spot job's place, with all that one had. Throws ServiceError.
 */
export function interruptionsOf({
  EnableManagedSpotTraining,
  Tags = [],
}: SpotRequest): readonly Interruption[] {
  const value = Tags.find(({ Key }) => Key === interruptionTag)?.Value;
  if (value === undefined) return [];
  const words = value.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) throw notUnderstood(value);
  const interruptions = words.map((word, at) => {
    if (word === "never" && at === words.length - 1) return word;
    if (!/^\d+(\.\d+)?$/.test(word)) throw notUnderstood(value);
    return Number(word);
  });
  return EnableManagedSpotTraining ? interruptions : [];
}

function notUnderstood(value: string): Error {
  return invalid(
    `The tag ${interruptionTag} is "${value}"; it takes seconds with blanks between them, such as "2 0.5", and "never" at their end where no capacity comes back.`,
  );
}

/** A day unless the request says otherwise, as in the service. */
export function maximumSeconds({ StoppingCondition }: Pick<SpotRequest, "StoppingCondition">): number {
  return StoppingCondition.MaxRuntimeInSeconds ?? 86_400;
}

/**
 * Refuses what the service refuses of spot training, and what of it and of checkpoints cannot be done here. Throws
 * ServiceError. Wordings: https://github.com/Kenza-AI/sagify/issues/111,
 * https://github.com/aws/amazon-sagemaker-examples/issues/869 (a tuning job has the same).
 */
export function checkSpot(request: SpotRequest): void {
  const { EnableManagedSpotTraining: spot = false, StoppingCondition, CheckpointConfig } = request;
  const { MaxWaitTimeInSeconds: wait } = StoppingCondition;
  if (!spot && wait !== undefined) {
    throw invalid(
      "Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true",
    );
  }
  if (spot && (wait === undefined || wait < maximumSeconds(request))) {
    throw invalid(
      "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds",
    );
  }
  interruptionsOf(request);
  if (CheckpointConfig) checkCheckpoints(CheckpointConfig);
}

/**
 * What of the time of training is billed, in seconds. That spot saves seven tenths is made up: AWS tells after a job
 * what it was, `(1 - BillableTimeInSeconds / TrainingTimeInSeconds) * 100`, and never less than a second.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-managed-spot-training.html
 */
export function billableSeconds({ EnableManagedSpotTraining }: SpotRequest, trained: number): number {
  return EnableManagedSpotTraining ? Math.max(1, Math.floor(trained * (1 - spotSaving))) : trained;
}

const spotSaving = 0.7;
