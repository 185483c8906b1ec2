import { type Baseline, parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { columnsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";
import { PairCounter } from "@driftwheel/core/monitor/joint/pair-counter.ts";
import { bucketOf } from "@driftwheel/core/monitor/window/counting/bucket-of.ts";
import type { WindowCounts } from "@driftwheel/core/monitor/window/window-counts.ts";
import type { Scenario } from "./scenarios.ts";
import { features, type Shift, simulatedRows } from "./simulated-rows.ts";

const names = Array.from({ length: features }, (_, feature) => `x${feature}`);

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

/** Simulated rows, with their baseline and counted by its buckets. */
export function simulation(
  scenario: Scenario,
  { seed, calibrationWindows }: { readonly seed: number; readonly calibrationWindows: number },
  shift: Shift | null,
): Simulation {
  const { rows } = scenario;
  const { training, next } = simulatedRows(scenario, seed, shift);
  const baseline = baselineOf(training, rows, { seed, windows: calibrationWindows });
  const lowers = baseline.features.map((feature) =>
    Float64Array.from(feature.kind === "numeric" ? feature.buckets : [], ({ lower }) => lower),
  );
  return {
    baseline,
    trained: names.map((_, at) => Float64Array.from(training, (row) => row[at] ?? 0).sort()),
    next: () => {
      const values = next();
      const counts = lowers.map(({ length }) => Array.from({ length }, () => 0));
      const pairs = new PairCounter(baseline.pairs ?? [], names);
      const fields = new Float64Array(features);
      for (let at = 0; at < rows; at += 1) {
        for (const [feature, column] of values.entries()) {
          const counted = counts[feature];
          const edges = lowers[feature];
          const value = column[at] ?? 0;
          fields[feature] = value;
          if (!counted || !edges) continue;
          const bucket = bucketOf(edges, value);
          counted[bucket] = (counted[bucket] ?? 0) + 1;
        }
        pairs.add(fields, features, features);
      }
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
