import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { measureQuality } from "@driftwheel/core/monitor/quality/measure.ts";
import type { Problem } from "@driftwheel/core/monitor/quality/metrics/outcome.ts";
import { qualityStatistics } from "@driftwheel/core/monitor/quality/quality-statistics.ts";
import { z } from "zod";
import { folders } from "./container/folders.ts";
import { runProgram } from "./container/run-program.ts";
import { outcomesOf, validationMetrics } from "./metrics/validation-metrics.ts";
import { judge, type Labelled, type Model, withoutTarget } from "./model/model.ts";
import type { ProblemType } from "./preparation/prepared.ts";
import { explainability } from "./reports/explainability.ts";
import { unpackModel } from "./reports/unpack-model.ts";
import { readTable } from "./table/read-table.ts";

const reports = z.enum(["explainability", "insights"]);

const environment = z.object({
  /** The metric that the job was after, and which way is better. */
  OBJECTIVE: z.string(),
  OBJECTIVE_TYPE: z.enum(["Maximize", "Minimize"]),
});

const problems: Readonly<Record<ProblemType, Problem>> = {
  Regression: "regression",
  BinaryClassification: "binary",
  MulticlassClassification: "multiclass",
};

/** The program of the container that writes a report on a candidate; its argument is which. */
await runProgram("message", async () => {
  const model = await unpackModel(folders.processingInput("model"));
  const validation = withoutTarget(
    await readTable(folders.processingInput("validation"), "None"),
    model.target,
  );
  const [name, report] = reportOf(reports.parse(process.argv[2]), model, validation);
  const folder = folders.processingOutput("report");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `${JSON.stringify(report, null, 2)}\n`);
  console.log(`${name} is of ${validation.rows.length} rows.`);
});

/** A report under its file's name; the insights are in the layout of Model Monitor's statistics, as the service's are. */
function reportOf(
  kind: z.infer<typeof reports>,
  model: Model,
  validation: Labelled,
): readonly [string, object] {
  switch (kind) {
    case "insights": {
      const problem = problems[model.problemType];
      const outcomes = outcomesOf(judge(model, validation), model);
      const positive = model.labels[1] ?? "";
      return ["statistics.json", qualityStatistics(measureQuality(outcomes, { problem, positive }))];
    }
    case "explainability": {
      const { OBJECTIVE, OBJECTIVE_TYPE } = environment.parse(process.env);
      const sign = OBJECTIVE_TYPE === "Maximize" ? -1 : 1;
      return [
        "analysis.json",
        explainability(
          model,
          validation,
          (judged) => sign * (validationMetrics(judged, model)[OBJECTIVE] ?? 0),
        ),
      ];
    }
  }
}
