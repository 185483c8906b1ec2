import { type Baseline, parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { columnsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";
import { PairCounter } from "@driftwheel/core/monitor/joint/pair-counter.ts";
import { bucketOf } from "@driftwheel/core/monitor/window/counting/bucket-of.ts";
import type { WindowCounts } from "@driftwheel/core/monitor/window/window-counts.ts";
import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { normal } from "../populations.ts";
import type { Scenario } from "./scenarios.ts";

const features = 5;
const names = Array.from({ length: features }, (_, feature) => `x${feature}`);
const trainedRows = 6000;

/** A mean that moves for good, in standard deviations. */
export interface Shift {
  /** 0 is the feature that a scenario moves. */
  readonly feature: number;
  readonly by: number;
  /** Of windows, from 0. */
  readonly from: number;
}

export interface SimulatedWindow {
  readonly counts: WindowCounts;
  /** By feature. */
  readonly values: readonly Float64Array[];
}

export interface Simulation {
  readonly baseline: Baseline;
  /** Rising, by feature. */
  readonly trained: readonly Float64Array[];
  next(): SimulatedWindow;
}

/** A model of five features that was trained in one stretch of a scenario, and is asked in the next. */
export function simulation(
  scenario: Scenario,
  { seed, calibrationWindows }: { readonly seed: number; readonly calibrationWindows: number },
  shift: Shift | null,
): Simulation {
  const { rows, hours, repeats, trainedPerHour, correlation } = scenario;
  const random = seededIntegers(seed);
  const levels = scenario.levels(random);
  const rowAt = (hour: number) => {
    const level = levels(hour);
    const row = Array.from({ length: features }, () => normal(random));
    const [first = 0, second = 0] = row;
    row[1] = correlation * first + Math.sqrt(1 - correlation ** 2) * second;
    row[0] = first + level;
    return row;
  };
  const training: number[][] = [];
  for (let row: number[] = []; training.length < trainedRows; ) {
    if (training.length % repeats === 0) row = rowAt(training.length / trainedPerHour);
    training.push(row);
  }
  if (scenario.isShuffled) shuffle(training, random);
  const baseline = baselineOf(training, rows, { seed, windows: calibrationWindows });
  const lowers = baseline.features.map((feature) =>
    Float64Array.from(feature.kind === "numeric" ? feature.buckets : [], ({ lower }) => lower),
  );
  // Live windows begin at the same hour of the week as the training rows.
  const began = Math.ceil(trainedRows / trainedPerHour / 168) * 168;
  let number = 0;
  return {
    baseline,
    trained: Array.from({ length: features }, (_, at) =>
      Float64Array.from(training, (row) => row[at] ?? 0).sort(),
    ),
    next: () => {
      const values = Array.from({ length: features }, () => new Float64Array(rows));
      const counts = lowers.map(({ length }) => Array.from({ length }, () => 0));
      const pairs = new PairCounter(baseline.pairs ?? [], names);
      const fields = new Float64Array(features);
      for (let at = 0, row: number[] = []; at < rows; at += 1) {
        if (at % repeats === 0) {
          row = rowAt(began + hours * (number + at / rows));
          if (shift && number >= shift.from) row[shift.feature] = (row[shift.feature] ?? 0) + shift.by;
        }
        for (const [feature, value] of row.entries()) {
          const column = values[feature];
          const counted = counts[feature];
          const edges = lowers[feature];
          if (!column || !counted || !edges) continue;
          column[at] = value;
          const bucket = bucketOf(edges, value);
          counted[bucket] = (counted[bucket] ?? 0) + 1;
        }
        fields.set(row);
        pairs.add(fields, features, features);
      }
      number += 1;
      const none = { unknown: 0, otherType: 0, infinite: 0, missing: 0, absent: 0 };
      const cells = pairs.state().map((each) => [...each]);
      return {
        values,
        counts: { rows, features: counts.map((counted) => ({ counts: counted, ...none })), pairs: cells },
      };
    },
  };
}

function baselineOf(
  training: readonly (readonly number[])[],
  windowRows: number,
  options: { readonly seed: number; readonly windows: number },
): Baseline {
  const sizes = [windowRows / 1.4, windowRows * 1.4].map(Math.round);
  const statistics = calibratedStatistics(columnsOf(training, names), training.length, { sizes, ...options });
  const parsed = parseBaseline(JSON.stringify(statistics));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

/** Fisher and Yates. */
function shuffle(rows: number[][], random: () => number): void {
  for (let last = rows.length - 1; last > 0; last -= 1) {
    const at = integerBelow(last + 1, random);
    const [one, other] = [rows[at], rows[last]];
    if (one && other) [rows[at], rows[last]] = [other, one];
  }
}
