import { dynamoInferenceRecord } from "@driftwheel/aws/inferences/inference-record.ts";
import { inferenceGroups, type OfVariant } from "@driftwheel/core/monitor/inferences/inference-groups.ts";
import {
  type InferenceResult,
  readInferenceResult,
} from "@driftwheel/core/monitor/inferences/inference-result.ts";
import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { modelOfEndpoint } from "@driftwheel/core/policy/serving/model-of-endpoint.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { elsewhere } from "./elsewhere.ts";
import { variantOf } from "./variant-of.ts";

/** What became of one notification. */
interface Recorded {
  /** For the function's log. */
  readonly outcome: {
    readonly endpoint: string;
    readonly inferenceId: string;
    /** Null where the endpoint is none of the fleet. */
    readonly model: string | null;
    readonly status: "answered" | "failed";
    readonly again: boolean;
  };
  /** What is counted now; null when it was counted before, or there is nothing to count it for. */
  readonly counts: OfVariant | null;
  /** Why it is not in the prediction log although the policy wants it there. */
  readonly refusal: BadInput | null;
}

/**
 * Records what one notification tells. It is logged before it is put on record as counted, and counted after that: a run
 * that dies between loses a count, which both arms of a trial lose alike, and never counts twice.
 *
 * @throws BadInput when the message is no notification of SageMaker
 */
export async function recordInference(
  body: string,
  { fleet, table }: { readonly fleet: Fleet; readonly table: string },
): Promise<Recorded> {
  const read = readInferenceResult(body);
  if (!read.ok) throw new BadInput(read.reason);
  const { result } = read;
  const { endpoint, inferenceId, failure } = result;
  const found = modelOfEndpoint(endpoint, fleet);
  const outcome = { endpoint, inferenceId, status: failure ? "failed" : "answered" } as const;
  // Topics are a team's own, and other endpoints may tell them.
  if (!found) return { outcome: { ...outcome, model: null, again: false }, counts: null, refusal: null };
  const { model, policy } = found;
  // A challenger's endpoint may be gone when the last of its answers is told.
  const variant = found.variant ?? (await variantOf(endpoint));
  const refusal = variant === null ? null : await logged(result, variant, policy);
  const fresh = await dynamoInferenceRecord({ table }).claim(model, policy.endpoint ?? endpoint, result);
  return {
    outcome: { ...outcome, model, again: !fresh },
    counts: fresh && variant !== null ? { result, variant } : null,
    refusal: fresh ? refusal : null,
  };
}

/** Counts what a batch of notifications told; S3's and CloudWatch's clients are loaded where there is work for them. */
export async function countInferences(counted: readonly OfVariant[]): Promise<void> {
  if (counted.length === 0) return;
  const { putInferenceCounts } = await import("@driftwheel/aws/inferences/inference-counts.ts");
  await putInferenceCounts(inferenceGroups(counted));
}

async function logged(
  result: InferenceResult,
  variant: string,
  { endpoint, asynchronous, drift }: ModelPolicy,
): Promise<BadInput | null> {
  const { predictionLog: destination } = drift;
  if (result.failure || asynchronous?.inputs === undefined || destination === undefined) return null;
  // Asked for all the same, S3 would refuse it at each delivery, and it would never be counted.
  const unread = elsewhere(result, asynchronous);
  if (unread !== null) return unread;
  const { logInference } = await import("@driftwheel/aws/inferences/log-inference.ts");
  try {
    // Of a challenger on an endpoint of its own too: both arms are read in one place, and told apart by their variants.
    await logInference({ destination, endpoint: endpoint ?? result.endpoint }, result, variant);
    return null;
  } catch (error) {
    // Counted all the same: it was answered.
    if (error instanceof BadInput) return error;
    throw error;
  }
}
