import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { statisticsOf } from "@driftwheel/core/drift/baseline.ts";
import { featureNames, rowOf } from "./features.ts";
import type { LabelledDay } from "./labelled-days.ts";

/** Writes the inputs' distribution as Model Monitor's statistics.json: what the monitor compares live rows with. */
export function writeBaseline(folder: string, days: readonly LabelledDay[]): void {
  mkdirSync(folder, { recursive: true });
  const rows = days.map(({ day }) => rowOf(day));
  writeFileSync(join(folder, "statistics.json"), JSON.stringify(statisticsOf(rows, featureNames), null, 2));
}
