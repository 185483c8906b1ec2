import { type Baseline, parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { columnsOf, statisticsOfColumns } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { calibrated } from "@driftwheel/core/monitor/calibration/calibrate.ts";
import { encodedColumns } from "@driftwheel/core/monitor/calibration/null-windows.ts";
import { trainingDispersion } from "@driftwheel/core/monitor/dispersion/block-dispersion.ts";
import { bucketOf } from "@driftwheel/core/monitor/window/bucket-of.ts";
import type { WindowCounts } from "@driftwheel/core/monitor/window/window-counts.ts";
import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { normal } from "../populations.ts";
import type { Scenario } from "./scenarios.ts";

const features = 5;
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
  const { rows, hours, repeats, trainedPerHour } = scenario;
  const random = seededIntegers(seed);
  const levels = scenario.levels(random);
  const rowAt = (hour: number) => {
    const level = levels(hour);
    return Array.from({ length: features }, (_, feature) => normal(random) + (feature === 0 ? level : 0));
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
      }
      number += 1;
      const none = { unknown: 0, otherType: 0, infinite: 0, missing: 0, absent: 0 };
      return { values, counts: { rows, features: counts.map((counted) => ({ counts: counted, ...none })) } };
    },
  };
}

function baselineOf(
  training: readonly (readonly number[])[],
  windowRows: number,
  options: { readonly seed: number; readonly windows: number },
): Baseline {
  const names = Array.from({ length: features }, (_, feature) => `x${feature}`);
  const columns = columnsOf(training, names);
  const rows = training.length;
  const parsed = parseBaseline(JSON.stringify(statisticsOfColumns(columns, rows)));
  if (!parsed.ok) throw new Error(parsed.reason);
  const { baseline } = parsed;
  const sizes = [windowRows / 1.4, windowRows * 1.4].map(Math.round);
  const calibration = calibrated({ columns, rows, sizes, ...options });
  if (!calibration) throw new Error("The training set has nothing to compare.");
  const { features: found } = trainingDispersion(encodedColumns(baseline.features, { columns, rows }));
  const dispersion = found.map(({ feature, sizes: each }) => ({ feature, sizes: [...each] }));
  return { ...baseline, calibration, dispersion };
}

/** Fisher and Yates. */
function shuffle(rows: number[][], random: () => number): void {
  for (let last = rows.length - 1; last > 0; last -= 1) {
    const at = integerBelow(last + 1, random);
    const [one, other] = [rows[at], rows[last]];
    if (one && other) [rows[at], rows[last]] = [other, one];
  }
}
