import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { folders } from "./container/folders.ts";
import { runProgram } from "./container/run-program.ts";
import { onlyFeatures, readFeatureNames } from "./preparation/feature-specification.ts";
import { prepareData } from "./preparation/prepare-data.ts";
import { preparedFile, problemTypes } from "./preparation/prepared.ts";
import { readTable } from "./table/read-table.ts";
import type { Table } from "./table/table.ts";
import { writeTable } from "./table/write-table.ts";

const compression = z.enum(["None", "Gzip"]).default("None");

const environment = z.object({
  TARGET: z.string(),
  PROBLEM_TYPE: z.enum(problemTypes).optional(),
  VALIDATION_FRACTION: z.coerce.number().default(0.2),
  TRAINING_COMPRESSION: compression,
  VALIDATION_COMPRESSION: compression,
});

/** The program of the container that looks at an AutoML job's data and splits it. */
await runProgram("message", async () => {
  const asked = environment.parse(process.env);
  const training = await readTable(folders.processingInput("training"), asked.TRAINING_COMPRESSION);
  const given = folders.processingInput("validation");
  const validation = existsSync(given) ? await readTable(given, asked.VALIDATION_COMPRESSION) : null;
  const features = readFeatureNames(folders.processingInput("features"));
  const picked = (table: Table) => onlyFeatures(table, features, asked.TARGET);
  const made = prepareData(picked(training), validation && picked(validation), {
    target: asked.TARGET,
    problemType: asked.PROBLEM_TYPE ?? null,
    validationFraction: asked.VALIDATION_FRACTION,
  });
  await writeTable(folders.processingOutput("train"), "train.csv", made.training);
  await writeTable(folders.processingOutput("validation"), "validation.csv", made.validation);
  const analysis = folders.processingOutput("analysis");
  await mkdir(analysis, { recursive: true });
  await writeFile(join(analysis, preparedFile), JSON.stringify(made.analysis, null, 2));
  const { rows, problemType } = made.analysis;
  console.log(
    `${problemType} of "${asked.TARGET}": ${rows.training} rows to learn from, ${rows.validation} to validate with, ${made.withoutTarget} without a target left out.`,
  );
});
