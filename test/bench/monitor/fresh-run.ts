import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const script = fileURLToPath(new URL("run.ts", import.meta.url));
const run = promisify(execFile);

export interface Run {
  readonly records: number;
  readonly seconds: number;
  /** Resident set of the process at its largest, in millions of bytes. */
  readonly peakMegabytes: number;
}

/** One run in a fresh process of this Node: the monitor, or bare JSON.parse of the same bytes. */
export async function freshRun(
  method: "monitor" | "json",
  features: number,
  megabytes: number,
): Promise<Run> {
  const { stdout } = await run(process.execPath, [script, method, String(features), String(megabytes)]);
  return JSON.parse(stdout);
}
