import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { statisticsBefore } from "./before.ts";
import { type Captured, captured, type PayloadForm } from "./captured-bytes.ts";

const poolBytes = 8_000_000;

/** Makes a folder of its own for what is measured, and removes it when that has ended. */
export async function withFolder<Result>(measure: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "driftwheel-bench-"));
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where `writeSource` writes. */
export function sourceOf(within: string, features: number, form: PayloadForm = "CSV"): string {
  return join(within, `${features} ${form}`);
}

/** Writes what is read, made before the process is started that reads it: making it takes more memory than reading. */
export async function writeSource(
  within: string,
  {
    features,
    form,
    before,
  }: { readonly features: number; readonly form: PayloadForm; readonly before: string | null },
): Promise<string> {
  const folder = sourceOf(within, features, form);
  const { columns, baseline, pool, trained } = captured(features, poolBytes, form);
  await mkdir(folder);
  await writeFile(join(folder, "pool.jsonl"), pool);
  await writeFile(join(folder, "columns.json"), JSON.stringify(columns));
  await writeFile(join(folder, "statistics.json"), baseline);
  if (before !== null) {
    await writeFile(join(folder, "statistics-before.json"), await statisticsBefore(before, trained, columns));
  }
  return folder;
}

/** @param statistics the file of the baseline */
export async function readSource(folder: string, statistics: string): Promise<Captured> {
  return {
    columns: JSON.parse(await readFile(join(folder, "columns.json"), "utf8")),
    baseline: await readFile(join(folder, statistics), "utf8"),
    pool: await readFile(join(folder, "pool.jsonl")),
  };
}
