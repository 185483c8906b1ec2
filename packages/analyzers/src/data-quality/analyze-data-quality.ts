import { constraintsOf } from "@driftwheel/core/monitor/baseline/constraints-of.ts";
import { statisticsOfColumns } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import type { MonitorEnvironment } from "../container/monitor-environment.ts";
import type { Analysis } from "../container/run-analyzer.ts";
import { formOf } from "../dataset/form-of.ts";
import { type Dataset, readDataset, readJson } from "../dataset/read-dataset.ts";
import { brokenConstraints } from "./broken-constraints.ts";
import { readConstraints } from "./constraints-document.ts";
import { driftViolations } from "./drift-violations.ts";

/** The data set's own baseline, and where it goes against an earlier one. */
export async function analyzeDataQuality(
  environment: MonitorEnvironment,
): Promise<{ readonly output: string; readonly analysis: Analysis }> {
  const dataset = await readDataset(environment.dataset_source, formOf(environment.dataset_format));
  const statistics = statisticsOfColumns(dataset.columns, dataset.rows);
  return {
    output: environment.output_path,
    analysis: {
      files: { "statistics.json": statistics, "constraints.json": constraintsOf(statistics) },
      violations: await violationsOf(environment, dataset),
    },
  };
}

async function violationsOf(
  { baseline_statistics: statistics, baseline_constraints: constraints }: MonitorEnvironment,
  dataset: Dataset,
): Promise<Analysis["violations"]> {
  if (constraints === undefined && statistics === undefined) return null;
  const asked =
    constraints === undefined
      ? null
      : readConstraints(await readJson(constraints, "The baseline's constraints"));
  const broken = asked?.isEvaluated ? brokenConstraints(asked, dataset) : [];
  const drifted =
    statistics !== undefined && (asked?.isCompared ?? true)
      ? driftViolations(await readJson(statistics, "The baseline's statistics"), dataset)
      : [];
  return [...broken, ...drifted];
}
