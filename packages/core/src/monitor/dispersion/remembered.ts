import { cusumReference } from "../../stats/sequential/clipped-cusum.ts";
import { cusumStep } from "../../stats/sequential/cusum.ts";
import { addedCounts, type WindowCounts } from "../window/window-counts.ts";
import type { CheckEvidence } from "../window/window-evidence.ts";
import { statisticOf } from "./dispersed-check.ts";
import { levelAfter, raisedAfter } from "./repeated-alarm.ts";
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
 * forgiven, unless it is of the champion's first week. What is learned is kept after four weeks, so that slow drift
 * cannot be learned either.
 *
 * @param window.evidence its checks as independent rows have them
 * @param window.score by the dispersions of what is known
 * @param window.beyond by those in which a raised alarm's own level is ordinary; null when none is held
 * @param window.line of the sum
 */
export function remembered(
  history: WindowHistory,
  window: {
    readonly counts: WindowCounts;
    readonly evidence: readonly CheckEvidence[];
    readonly score: number;
    readonly beyond: number | null;
    readonly line: number;
    readonly milliseconds: number;
  },
): WindowHistory {
  const { counts, evidence, line } = window;
  const sum = cusumStep(Math.min(history.sum, line), window.score, cusumReference);
  const isCalm = sum <= 0;
  const alarmed = history.alarmed || sum >= line;
  const isAlarm = alarmed && !history.alarmed;
  const raised = raisedAfter(history, {
    isAlarm,
    score: window.beyond ?? window.score,
    line,
    milliseconds: window.milliseconds,
  });
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
    const all = added(feature.forgiven, feature.suspected);
    const level = levelAfter(raised, feature.level, { all: added(all, one), one, excess });
    // Windows of before a shift, beside those after it, would make what lasts look like what comes and goes.
    if (isAlarm) return { ...feature, lasting, level, suspected: noTally, forgiven: added(all, one) };
    if (!isCalm) return { ...feature, lasting, level, suspected: added(feature.suspected, one) };
    const learn = (calm: Tally, more: Tally) => (calm.windows < most ? added(calm, more) : calm);
    const isForgiven = alarmed && passed <= forgiven && !raised;
    const past = !alarmed ? feature.suspected : isForgiven ? noTally : all;
    return {
      ...feature,
      lasting,
      calm: learn(learn(feature.calm, past), one),
      suspected: noTally,
      forgiven: isForgiven ? all : alarmed ? noTally : feature.forgiven,
      level: noTally,
    };
  });
  const suspected =
    isCalm || isAlarm ? null : history.suspected ? addedCounts(history.suspected, counts) : counts;
  return {
    ...history,
    sum,
    alarmed: alarmed && !isCalm,
    passed,
    features,
    raised: isCalm ? null : raised,
    suspected,
    pooled: null,
  };
}
