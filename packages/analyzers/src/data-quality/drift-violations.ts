import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { violationsDocument } from "@driftwheel/core/monitor/reports/constraint-violations.ts";
import { assessWindow } from "@driftwheel/core/monitor/window/assess-window.ts";
import { WindowCounter } from "@driftwheel/core/monitor/window/counting/window-counter.ts";
import { shownBy } from "@driftwheel/core/monitor/window/window-counts.ts";
import type { Dataset } from "../dataset/read-dataset.ts";

/** How often a data set like the baseline's has any violation; a check is no watch, which would look every hour. */
const falseAlarmRate = 0.01;
/** Smallest PSI that matters, in nats; what a policy says where it says nothing. */
const minEffect = 0.1;

/** Checks that Model Monitor's rules decide (`broken-constraints.ts`), and that are not told twice. */
const decidedElsewhere = new Set(["completeness_check", "data_type_check", "categorical_values_check"]);

/**
 * Where distributions differ from a baseline's, as Driftwheel's monitor judges one window of all rows: by evidence and by
 * size. Model Monitor's own `comparison_threshold` is of another distance and is not read.
 *
 * @param statistics the JSON of a `statistics.json`
 */
export function driftViolations(statistics: unknown, { columns, rows }: Dataset): readonly object[] {
  const read = parseBaseline(JSON.stringify(statistics));
  if (!read.ok) throw new PersonError(`The baseline's statistics: ${read.reason}`);
  const { baseline } = read;
  const counter = new WindowCounter(
    baseline,
    columns.map(({ name }) => name),
  );
  for (let row = 0; row < rows; row += 1) counter.add(columns.map(({ values }) => values[row] ?? null));
  const shown = shownBy(counter.state());
  const assessment = assessWindow({
    baseline,
    ...shown,
    falseAlarmRate,
    minEffect,
    minRows: 1,
    runLength: 1 / falseAlarmRate,
  });
  if (assessment.result === "not-enough-data") {
    // Columns that do not fit are told as missing and as extra ones.
    console.log(`Distributions were not compared: ${assessment.reason}.`);
    return [];
  }
  return violationsDocument(assessment.features.filter(({ check }) => !decidedElsewhere.has(check)))
    .violations;
}
