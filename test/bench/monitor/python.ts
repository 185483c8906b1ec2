import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { captured, chunksOf } from "./captured-bytes.ts";
import type { Run } from "./fresh-run.ts";

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
export async function pandasRun(features: number, megabytes: number): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), "driftwheel-bench-"));
  try {
    const source = captured(features, 8_000_000);
    const [file, baseline] = [join(folder, "captures.jsonl"), join(folder, "statistics.json")];
    await writeFile(file, chunksOf(source, megabytes * 1e6));
    await writeFile(baseline, source.baseline);
    const { stdout } = await run(python(), [script, file, baseline]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function python(): string {
  return process.env.PYTHON ?? "python3";
}
