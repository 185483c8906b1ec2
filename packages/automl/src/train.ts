import { readFile } from "node:fs/promises";
import { z } from "zod";
import { folders } from "./container/folders.ts";
import { runProgram } from "./container/run-program.ts";
import { algorithms } from "./learners/learn.ts";
import { validationMetrics } from "./metrics/validation-metrics.ts";
import { fitModel, judge, modes, withoutTarget, writeModel } from "./model/model.ts";
import { readPrepared } from "./preparation/prepared.ts";
import { readTable } from "./table/read-table.ts";

/** The algorithm, and its own hyperparameters beside it. */
const hyperparameters = z.object({ algorithm: z.enum(algorithms), mode: z.enum(modes) }).catchall(z.string());

/** The program of the container that trains a candidate, and tells how good it is on the validation data. */
await runProgram("failure", async () => {
  const { algorithm, mode, ...settings } = hyperparameters.parse(
    JSON.parse(await readFile(folders.hyperparameters, "utf8")),
  );
  const prepared = await readPrepared(folders.channel("analysis"));
  const table = async (name: string) =>
    withoutTarget(await readTable(folders.channel(name), "None"), prepared.target);
  const [training, validation] = [await table("train"), await table("validation")];
  const began = performance.now();
  const model = fitModel(prepared, training, { algorithm, mode, settings });
  console.log(`${algorithm} ${JSON.stringify(settings)}`);
  console.log(
    `learnt from ${training.rows.length} rows in ${((performance.now() - began) / 1000).toFixed(2)} seconds`,
  );
  await writeModel(folders.model, model);
  for (const [name, value] of Object.entries(validationMetrics(judge(model, validation), prepared))) {
    if (Number.isFinite(value)) console.log(`validation:${name}=${value};`);
  }
});
