import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chunksOf } from "./captured-bytes.ts";
import type { Run } from "./fresh-run.ts";
import { readSource } from "./source-folder.ts";

const script = fileURLToPath(new URL("pandas_scipy.py", import.meta.url));
const run = promisify(execFile);

/** Whether this machine's python3 has pandas and SciPy; `PYTHON` names another one. */
export async function hasPandas(): Promise<boolean> {
  try {
    await run(python(), ["-c", "import pandas, scipy.stats"]);
    return true;
  } catch {
    return false;
  }
}

/** The same bytes as a file, and the same tests by pandas and SciPy: the whole window is held in memory. */
export async function pandasRun(source: string, megabytes: number): Promise<Run> {
  const file = join(source, "captures.jsonl");
  await writeFile(file, chunksOf(await readSource(source, "statistics.json"), megabytes * 1e6));
  try {
    const { stdout } = await run(python(), [script, file, join(source, "statistics.json")]);
    return JSON.parse(stdout);
  } finally {
    await rm(file);
  }
}

function python(): string {
  return process.env.PYTHON ?? "python3";
}
