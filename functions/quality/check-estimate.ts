import { championBaseline } from "@driftwheel/aws/monitor/champion-baseline.ts";
import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { realisedCheck } from "@driftwheel/core/monitor/estimated/realised-check.ts";
import type { Outcome } from "@driftwheel/core/monitor/quality/metrics/outcome.ts";
import type { DriftFeature } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { HourToJudge } from "./hour-to-judge.ts";

/**
 * What the champion's baseline estimates of answers whose labels have come, beside what turned out.
 *
 * @returns null where the baseline learnt nothing of the kind, or cannot be read: quality is judged all the same
 */
export async function checkEstimate(
  { serves, quality, trainedOn }: HourToJudge,
  outcomes: readonly Outcome[],
): Promise<DriftFeature | null> {
  const isEstimated = quality.problem === "regression" || quality.score !== undefined;
  if (!isEstimated) return null;
  try {
    const found = await championBaseline(serves, trainedOn);
    const parsed = found.ok ? parseBaseline(found.text) : null;
    const estimation = parsed?.ok ? parsed.baseline.estimation : undefined;
    return estimation ? realisedCheck(estimation, outcomes) : null;
  } catch {
    // The monitor reads the same file for each window, and tells what is wrong with it.
    return null;
  }
}
