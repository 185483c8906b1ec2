import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { judgeConstraints, qualityViolations } from "@driftwheel/core/monitor/quality/constraints.ts";
import { measureQuality } from "@driftwheel/core/monitor/quality/measure.ts";
import {
  asLabel,
  type Outcome,
  outcomeOf,
  type Problem,
} from "@driftwheel/core/monitor/quality/metrics/outcome.ts";
import { qualityStatistics } from "@driftwheel/core/monitor/quality/quality-statistics.ts";
import type { MonitorEnvironment } from "../container/monitor-environment.ts";
import type { Analysis } from "../container/run-analyzer.ts";
import { formOf } from "../dataset/form-of.ts";
import { columnOf, type Dataset, readDataset, readJson } from "../dataset/read-dataset.ts";
import { qualityConstraints, readQualityConstraints } from "./quality-constraints.ts";

const problems = {
  Regression: "regression",
  BinaryClassification: "binary",
  MulticlassClassification: "multiclass",
} as const satisfies Readonly<Record<string, Problem>>;

/** The class that a score is the probability of, as Model Monitor has it. */
const positive = "1";

/** How often a model that stands at its constraints has any violation. */
const falseAlarmRate = 0.01;

/** The quality of the answers in a data set, and where it is worse than an earlier baseline asks. */
export async function analyzeModelQuality(
  environment: MonitorEnvironment,
): Promise<{ readonly output: string; readonly analysis: Analysis }> {
  const { problem_type: type, baseline_constraints: constraints } = environment;
  if (type === undefined) {
    throw new PersonError(
      "problem_type: is missing; expected Regression, BinaryClassification or MulticlassClassification",
    );
  }
  const problem = problems[type];
  const dataset = await readDataset(environment.dataset_source, formOf(environment.dataset_format));
  const quality = measureQuality(outcomesIn(dataset, problem, environment), { problem, positive });
  const asked =
    constraints === undefined
      ? null
      : readQualityConstraints(await readJson(constraints, "The baseline's constraints"), problem);
  const judged = asked && judgeConstraints(quality, asked, { baseline: null, falseAlarmRate });
  for (const unmeasured of judged?.unmeasured ?? []) console.log(`Not checked: ${unmeasured}.`);
  return {
    output: environment.output_path,
    analysis: {
      files: {
        "statistics.json": qualityStatistics(quality),
        "constraints.json": qualityConstraints(quality),
      },
      violations: judged && qualityViolations(judged.features).violations,
    },
  };
}

function outcomesIn(dataset: Dataset, problem: Problem, environment: MonitorEnvironment): readonly Outcome[] {
  const label = columnNamed(dataset, environment, "ground_truth_attribute");
  const prediction = columnNamed(dataset, environment, "inference_attribute");
  const score = problem === "binary" ? columnNamed(dataset, environment, "probability_attribute") : null;
  if (!label)
    throw new PersonError("ground_truth_attribute: is missing; expected the column of what turned out");
  if (!prediction && !score) {
    const or = problem === "binary" ? ", or probability_attribute" : "";
    throw new PersonError(
      `inference_attribute: is missing; expected the column of what the model answered${or}`,
    );
  }
  const settings = {
    problem,
    label: label.name,
    prediction: prediction?.name ?? null,
    score: score?.name ?? null,
    threshold: environment.probability_threshold_attribute ?? 0.5,
    positive,
    within: 0,
  };
  const outcomes = Array.from({ length: dataset.rows }, (_, row) => {
    const found = asLabel(label.values[row], problem);
    if (found === null) return null;
    return outcomeOf(
      { label: found, prediction: prediction?.values[row], score: score?.values[row] },
      "",
      settings,
    );
  });
  const read = outcomes.filter((outcome) => outcome !== null);
  if (read.length < outcomes.length) {
    console.log(
      `${outcomes.length - read.length} of ${outcomes.length} rows have no label or no answer that can be read, and are left out.`,
    );
  }
  if (read.length === 0) throw new PersonError("No row has both a label and an answer that can be read.");
  return read;
}

function columnNamed(
  dataset: Dataset,
  environment: MonitorEnvironment,
  variable: "ground_truth_attribute" | "inference_attribute" | "probability_attribute",
) {
  const name = environment[variable];
  return name === undefined ? null : columnOf(dataset, name, variable);
}
