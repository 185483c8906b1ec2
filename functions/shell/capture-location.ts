import { servedName } from "@driftwheel/core/policy/batch/served.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { loggedIn } from "@driftwheel/core/policy/serving/serving.ts";
import type { WindowProblem } from "@driftwheel/core/vocabulary/monitored-window.ts";

/** Where lies what a model was asked and answered, `s3://bucket/prefix`, or why that is not known. */
export type CaptureLocation =
  | { readonly ok: true; readonly destination: string }
  | { readonly ok: false; readonly problem: WindowProblem };

/** By the policy, be it data capture's or a prediction log, else by the endpoint's own data capture. */
export async function captureLocation(
  policy: Pick<ModelPolicy, "endpoint" | "batch" | "route" | "drift">,
): Promise<CaptureLocation> {
  const written = loggedIn(policy.drift);
  if (written !== undefined) return { ok: true, destination: written };
  // SageMaker's client is loaded by the first policy that does not say.
  const { captureDestination } = await import("@driftwheel/aws/monitor/capture-destination.ts");
  const endpoint = servedName(policy);
  const { exists, uri } = await captureDestination(endpoint);
  if (!exists)
    return { ok: false, problem: { reason: "no-endpoint", words: `There is no endpoint ${endpoint}.` } };
  if (uri === null) {
    const words = `Endpoint ${endpoint} captures no data, and the policy has neither drift.capture nor drift.predictionLog.`;
    return { ok: false, problem: { reason: "no-capture", words } };
  }
  return { ok: true, destination: uri };
}
