import { cusumReference } from "../../stats/sequential/clipped-cusum.ts";
import { cusumStep } from "../../stats/sequential/cusum.ts";
import { addedCounts, type WindowCounts } from "../window/window-counts.ts";
import type { CheckEvidence } from "../window/window-evidence.ts";
import { statisticOf } from "./dispersed-check.ts";
import { added, noTally, type Tally, type WindowHistory } from "./window-history.ts";

/** Weight of a window in the moving mean: it looks back about eight windows. */
const weight = 1 / 8;
/** An alarm that passes by itself is forgiven once; who passes twice is taken for ordinary life. */
const forgiven = 1;
/** A feature is learned from the windows of four weeks, or from a hundred where those are longer; then no more. */
const learning = { milliseconds: 28 * 86_400_000, windows: 100 };

/**
 * The history with one more judged window. Windows of a suspicion, while the CUSUM is above 0, are held back: drift
 * must not teach that it is ordinary. They count once the sum is 0 again, except that the first alarm that passes is
 * forgiven. What is learned is kept after four weeks, so that slow drift cannot be learned either.
 *
 * @param window.evidence its checks as independent rows have them
 * @param window.score as it was added to the sum that the decider keeps
 * @param window.line of that sum
 */
export function remembered(
  history: WindowHistory,
  window: {
    readonly counts: WindowCounts;
    readonly evidence: readonly CheckEvidence[];
    readonly score: number;
    readonly line: number;
    readonly milliseconds: number;
  },
): WindowHistory {
  const { counts, evidence, line } = window;
  const sum = cusumStep(Math.min(history.sum, line), window.score, cusumReference);
  const isCalm = sum <= 0;
  const alarmed = history.alarmed || sum >= line;
  const passed = history.passed + Number(isCalm && alarmed);
  const most = Math.max(learning.windows, learning.milliseconds / window.milliseconds);
  const statistics = new Map(
    evidence.flatMap((check) => {
      const statistic = statisticOf(check);
      return statistic === null || !check.sizes
        ? []
        : [[check.feature, { statistic, ...check.sizes }] as const];
    }),
  );
  const features = history.features.map((feature) => {
    const seen = statistics.get(feature.feature);
    const excess = seen ? seen.statistic - (seen.bins - 1) : 0;
    const lasting = seen ? feature.lasting + weight * (excess - feature.lasting) : feature.lasting;
    const one: Tally = seen
      ? { windows: 1, rows: seen.windowRows, sum: excess, squares: excess ** 2, top: lasting }
      : noTally;
    if (!isCalm) return { ...feature, lasting, suspected: added(feature.suspected, one) };
    const learn = (calm: Tally, more: Tally) => (calm.windows < most ? added(calm, more) : calm);
    const all = added(feature.forgiven, feature.suspected);
    const isForgiven = alarmed && passed <= forgiven;
    const past = !alarmed ? feature.suspected : isForgiven ? noTally : all;
    return {
      ...feature,
      lasting,
      calm: learn(learn(feature.calm, past), one),
      suspected: noTally,
      forgiven: isForgiven ? all : alarmed ? noTally : feature.forgiven,
    };
  });
  const suspected = isCalm ? null : history.suspected ? addedCounts(history.suspected, counts) : counts;
  return { ...history, sum, alarmed: alarmed && !isCalm, passed, features, suspected, pooled: null };
}
