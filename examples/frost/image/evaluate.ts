import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { extract } from "tar";
import { folders, leaveMessage, runEntryPoint } from "./folders.ts";
import { type Forest, loadForest } from "./forest.ts";
import { type LabelledDay, readLabelledDays } from "./labelled-days.ts";
import { type RegressionMetrics, regressionMetrics } from "./metrics.ts";

const { values } = parseArgs({
  options: {
    candidate: { type: "string", default: join(folders.processing, "candidate") },
    champion: { type: "string", default: join(folders.processing, "champion") },
    "held-out": { type: "string", default: join(folders.processing, "held-out") },
    output: { type: "string", default: join(folders.processing, "evaluation") },
  },
});

await runEntryPoint("message", async () => {
  const days = readLabelledDays(values["held-out"]);
  const candidate = await openModel(values.candidate);
  if (!candidate) throw new Error(`There is no model.tar.gz in ${values.candidate}.`);
  const champion = await openModel(values.champion);
  const evaluation = {
    regression_metrics: judge(candidate, days),
    ...(champion ? { champion: { regression_metrics: judge(champion, days) } } : {}),
    held_out_rows: days.length,
  };
  mkdirSync(values.output, { recursive: true });
  writeFileSync(join(values.output, "evaluation.json"), JSON.stringify(evaluation, null, 2));
  const told = `candidate: ${inWords(evaluation.regression_metrics)}; champion: ${
    evaluation.champion ? inWords(evaluation.champion.regression_metrics) : "none"
  }; on ${days.length} days held out`;
  leaveMessage("message", told);
  console.log(told);
});

/** The model in a folder's model.tar.gz; null when there is none, as before the first champion. */
async function openModel(folder: string): Promise<Forest | null> {
  const archive = existsSync(folder)
    ? readdirSync(folder).find((name) => name.endsWith("model.tar.gz"))
    : undefined;
  if (!archive) return null;
  const unpacked = mkdtempSync(join(tmpdir(), "frost-model-"));
  try {
    await extract({ file: join(folder, archive), cwd: unpacked });
    return loadForest(unpacked);
  } finally {
    rmSync(unpacked, { recursive: true });
  }
}

function judge(forest: Forest, days: readonly LabelledDay[]): RegressionMetrics {
  return regressionMetrics(
    forest.predict(days.map(({ day }) => day)),
    days.map(({ tempMin }) => tempMin),
  );
}

function inWords({ mae, within_2c }: RegressionMetrics): string {
  return `mae ${mae.value.toFixed(2)}, within 2 degrees ${(100 * within_2c.value).toFixed(1)}%`;
}
