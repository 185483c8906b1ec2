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

/** What reads: the monitor, that of a checkout of commit 9117859, or bare JSON.parse of the same bytes. */
export type Reader = "monitor" | "json" | { readonly before: string };

/** One run in a fresh process of this Node over what `writeSource` wrote. */
export async function freshRun(reader: Reader, source: string, megabytes: number): Promise<Run> {
  const [method, checkout] = typeof reader === "string" ? [reader, []] : ["before", [reader.before]];
  const { stdout } = await run(process.execPath, [script, method, source, String(megabytes), ...checkout]);
  return JSON.parse(stdout);
}
