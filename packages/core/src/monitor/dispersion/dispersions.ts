import { bisect } from "../../stats/bisect.ts";
import {
  type Dispersion,
  dispersedPValue,
  dispersionAt,
  dispersionOf,
} from "../../stats/two-samples/dispersion.ts";
import { psiScale } from "../../stats/two-samples/population-stability-index.ts";
import type { Baseline } from "../baseline/baseline.ts";
import type { WindowCounts } from "../window/window-counts.ts";
import { type CheckEvidence, evidenceOfWindow } from "../window/window-evidence.ts";
import { statisticOf } from "./dispersed-check.ts";
import { trustedWindows } from "./repeated-alarm.ts";
import { noTally, type Tally, type WindowHistory } from "./window-history.ts";

/** A suspicion that lasts so many windows says itself how much they differ from one another. */
const longSuspicion = 24;
/** Probability of a window as far away as windows without drift were for a while: such a while must not add up. */
const ordinary = 0.5;
/** No feature is taken to be more dispersed than this many times its windows. */
const mostStretched = 100;
const noTallies = { calm: noTally, suspected: noTally, level: noTally };

/**
 * How dispersed each feature's statistic is without drift, for features that are more so than independent rows: by
 * the training rows in their order as long as the champion has had few windows, then by its windows.
 *
 * @param window.evidence its checks as independent rows have them
 * @param window.isHeld whether the level of the alarm that was raised is ordinary, so that only what goes beyond it is seen
 */
export function dispersionsOf(
  baseline: Baseline,
  history: WindowHistory,
  window: {
    readonly evidence: readonly CheckEvidence[];
    readonly milliseconds: number;
    readonly predictions?: ReadonlySet<string>;
    readonly isHeld?: boolean;
  },
): ReadonlyMap<string, Dispersion> {
  const checks = window.evidence.filter((check) => statisticOf(check) !== null);
  const neutral = -Math.expm1(Math.log1p(-ordinary) / Math.max(1, checks.length));
  const moved = history.suspected ? distancesOf(baseline, history.suspected, window.predictions) : null;
  const trusted = trustedWindows(window.milliseconds);
  const known = new Map(history.features.map((feature) => [feature.feature, feature]));
  const trained = new Map(baseline.dispersion?.map(({ feature, sizes }) => [feature, sizes]));
  const found = new Map<string, Dispersion>();
  for (const { feature, sizes } of checks) {
    if (!sizes) continue;
    const { calm, suspected, level } = known.get(feature) ?? noTallies;
    const at = (dispersion: Dispersion | null, rows: number, bins = sizes.bins) =>
      dispersion && dispersionAt(dispersion, { of: rows, at: sizes.windowRows, bins });
    const candidates = [at(ofTally(calm, sizes, { neutral, apart: 0 }), calm.rows / calm.windows)];
    if (window.isHeld) {
      candidates.push(at(ofTally(level, sizes, { neutral, apart: 0 }), level.rows / level.windows));
    }
    const distance = moved?.get(feature);
    if (suspected.windows >= longSuspicion && distance !== undefined) {
      const apart = distance / psiScale(sizes);
      const within = ofTally(apartFrom(suspected, apart), sizes, { neutral, apart });
      candidates.push(at(within, suspected.rows / suspected.windows));
    }
    if (calm.windows < trusted) {
      const bySize = trained.get(feature) ?? [];
      const size = bySize.findLast(({ rows }) => rows <= sizes.windowRows) ?? bySize[0];
      candidates.push(size ? at(size, size.rows, size.bins) : null);
    }
    const dispersion = candidates.reduce(wider, null);
    if (dispersion) found.set(feature, dispersion);
  }
  return found;
}

function wider(one: Dispersion | null, other: Dispersion | null): Dispersion | null {
  return one && (!other || one.mean >= other.mean) ? one : other;
}

/** A tally's dispersion, stretched until a while as far away as the farthest one is ordinary. */
function ofTally(
  tally: Tally,
  sizes: NonNullable<CheckEvidence["sizes"]>,
  { neutral, apart }: { readonly neutral: number; readonly apart: number },
): Dispersion | null {
  const { windows, sum, squares, top } = tally;
  const expected = sizes.bins - 1;
  const excess = sum / windows;
  const dispersion = dispersionOf({
    mean: expected + excess,
    variance: Math.max(0, (squares - sum * excess) / (windows - 1)),
    windows,
    bins: sizes.bins,
    ratio: tally.rows / windows / sizes.baselineRows,
    apart,
  });
  if (!dispersion) return null;
  const isRare = (stretch: number) =>
    dispersedPValue(expected + top, { ...dispersion, mean: dispersion.mean * stretch }) < neutral;
  return isRare(1) ? { ...dispersion, mean: dispersion.mean * bisect(1, mostStretched, isRare) } : dispersion;
}

/** The tally about its own mean, which is so far from the baseline. */
function apartFrom(tally: Tally, offset: number): Tally {
  const { windows, sum, squares } = tally;
  return {
    ...tally,
    sum: sum - offset * windows,
    squares: squares - 2 * offset * sum + offset ** 2 * windows,
    top: 0,
  };
}

/** How far many windows' rows, taken together, are from the baseline, feature by feature. */
function distancesOf(
  baseline: Baseline,
  counts: WindowCounts,
  predictions?: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  return new Map(
    evidenceOfWindow(baseline, counts, predictions).flatMap((check) =>
      statisticOf(check) === null ? [] : [[check.feature, check.distance ?? 0] as const],
    ),
  );
}
