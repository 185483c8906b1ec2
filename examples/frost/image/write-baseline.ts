import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { columnsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";
import { featureNames, rowOf } from "./features.ts";
import type { LabelledDay } from "./labelled-days.ts";

/** Writes the inputs' distribution as Model Monitor's statistics.json: what the monitor compares live rows with. */
export function writeBaseline(folder: string, days: readonly LabelledDay[]): void {
  mkdirSync(folder, { recursive: true });
  const rows = days.map(({ day }) => rowOf(day));
  // The policy's effect floor leaves no false alarm to be exact about, and the pipeline waits for this.
  const statistics = calibratedStatistics(columnsOf(rows, featureNames), rows.length, {
    windows: 2000,
    // Days are served in random order: how seasons differ is nothing that windows show.
    isOrdered: false,
  });
  writeFileSync(join(folder, "statistics.json"), JSON.stringify(statistics, null, 2));
}
