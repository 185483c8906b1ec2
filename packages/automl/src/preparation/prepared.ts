import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

export const problemTypes = ["Regression", "BinaryClassification", "MulticlassClassification"] as const;

export type ProblemType = (typeof problemTypes)[number];

/** What the preparation has found in the data: `analysis.json`. */
const prepared = z.object({
  problemType: z.enum(problemTypes),
  target: z.string(),
  /** Classes in order, the positive one of two last; empty for a regression. */
  labels: z.array(z.string()),
  /** All columns but the target, in the data's order. */
  columns: z.array(z.object({ name: z.string(), kind: z.enum(["number", "word"]) })),
  rows: z.object({ training: z.int(), validation: z.int() }),
});

export type Prepared = z.infer<typeof prepared>;

export const preparedFile = "analysis.json";

export async function readPrepared(folder: string): Promise<Prepared> {
  return prepared.parse(JSON.parse(await readFile(join(folder, preparedFile), "utf8")));
}
