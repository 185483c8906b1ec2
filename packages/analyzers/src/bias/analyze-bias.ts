import { join } from "node:path";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { type Analysis, optMl } from "../container/run-analyzer.ts";
import { columnOf, type Dataset, type DatasetForm, readDataset, readJson } from "../dataset/read-dataset.ts";
import { type AnalysisConfig, readAnalysisConfig } from "./analysis-config.ts";
import { type BiasSection, facetReport } from "./bias-report.ts";
import { type BiasSections, biasViolations } from "./bias-violations.ts";
import type { BiasMetric, Groups } from "./groups.ts";
import { everyValue, type Mark, type MarkedValue, markOf } from "./marked-rows.ts";
import { metricsOf } from "./metrics-of.ts";
import { predictedRows } from "./predicted-rows.ts";

/** Where Clarify's container finds what it needs: https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-parameters.html */
const places = {
  config: "processing/input/config/analysis_config.json",
  data: "processing/input/data",
  output: "processing/output",
};

/** The metrics of bias that a configuration asks for, and where they are worse than an earlier baseline's. */
export async function analyzeBias(
  variables: NodeJS.ProcessEnv,
): Promise<{ readonly output: string; readonly analysis: Analysis }> {
  const config = readAnalysisConfig(
    await readJson(join(optMl(variables), places.config), "analysis_config.json"),
  );
  const dataset = await readDataset(join(optMl(variables), places.data), formOf(config));
  const sections = await sectionsOf(config, dataset, variables);
  const { baseline_constraints: baseline } = variables;
  return {
    output: join(optMl(variables), places.output),
    analysis: {
      files: { "analysis.json": { version: "1.0", ...sections } },
      violations:
        baseline === undefined
          ? null
          : biasViolations(sections, await readJson(baseline, "The baseline's constraints")),
    },
  };
}

/** CSV has a header where nobody names the columns and the label is a name. */
function formOf({ dataset_type: type, headers, label }: AnalysisConfig): DatasetForm {
  switch (type) {
    case "text/csv":
      if (headers) return { format: "csv", header: null, names: headers };
      return { format: "csv", header: typeof label === "string" };
    case "application/jsonlines":
      return { format: "json-lines", header: null };
    case "application/x-parquet":
      return { format: "parquet", header: null };
  }
}

async function sectionsOf(
  config: AnalysisConfig,
  dataset: Dataset,
  variables: NodeJS.ProcessEnv,
): Promise<BiasSections> {
  const { pre_training_bias: before, post_training_bias: after } = config.methods;
  if (!before && !after)
    throw new PersonError("methods: names no metrics; expected pre_training_bias or post_training_bias");
  const label = columnOf(dataset, config.label, "label");
  const mark = positiveLabels(config, label);
  const positive = label.values.map(mark.isMarked);
  const subgroups = subgroupsOf(config, dataset);
  const section = (metrics: readonly BiasMetric[], predicted: Groups["predicted"]): BiasSection => ({
    label: String(config.label),
    facets: Object.fromEntries(
      config.facet.map((facet, place) => {
        const column = columnOf(dataset, facet.name_or_index, `facet.${place}.name_or_index`);
        const reports = marksIn(column, facet.value_or_threshold ?? [], place).map(({ isMarked, words }) =>
          facetReport(words, { facet: column.values.map(isMarked), positive, predicted, subgroups }, metrics),
        );
        return [String(facet.name_or_index), reports];
      }),
    ),
    label_value_or_threshold: mark.words,
  });
  const asked = { positive: mark, modelName: variables.model_name };
  return {
    ...(before
      ? { pre_training_bias_metrics: section(metricsOf("pre-training", before.methods), null) }
      : {}),
    ...(after
      ? {
          post_training_bias_metrics: section(
            metricsOf("post-training", after.methods),
            await predictedRows(config, dataset, asked),
          ),
        }
      : {}),
  };
}

function positiveLabels({ label_values_or_threshold: values }: AnalysisConfig, label: Column): Mark {
  if (!values || values.length === 0) {
    throw new PersonError(
      "label_values_or_threshold: is missing; expected the labels that are positive outcomes",
    );
  }
  const mark = markOf(label, values, "label_values_or_threshold");
  if (label.values.some(mark.isMarked)) return mark;
  throw new PersonError(`label_values_or_threshold: is ${JSON.stringify(values)}; no row has such a label`);
}

function marksIn(column: Column, values: readonly MarkedValue[], place: number): readonly Mark[] {
  const told = `facet.${place}.value_or_threshold`;
  if (values.length > 0) return [markOf(column, values, told)];
  return everyValue(column, told).map((value) => markOf(column, [value], told));
}

function subgroupsOf({ group_variable: name }: AnalysisConfig, dataset: Dataset): Groups["subgroups"] {
  return name === null || name === undefined
    ? null
    : columnOf(dataset, name, "group_variable").values.map((value) => String(value));
}
