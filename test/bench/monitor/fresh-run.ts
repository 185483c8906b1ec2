import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { nodeOptionsOf } from "../../../stacks/functions/node-options.ts";
import type { Deployed } from "./as-deployed.ts";

const run = promisify(execFile);

export interface Run {
  readonly records: number;
  readonly seconds: number;
  /** Resident set of the process at its largest, in millions of bytes. */
  readonly peakMegabytes: number;
}

/** What reads: the monitor, that of commit 9117859, or bare JSON.parse of the same bytes. */
export type Reader = "monitor" | "before" | "json";

/** One run in a fresh process of this Node over what `writeSource` wrote; the monitor's has the options of its function. */
export async function freshRun(
  modules: Deployed,
  reader: Reader,
  { source, megabytes }: { readonly source: string; readonly megabytes: number },
): Promise<Run> {
  const options = reader === "monitor" ? nodeOptionsOf("monitor").split(" ") : [];
  const parameters = [modules.run, reader, source, String(megabytes), modules.before ?? ""];
  const { stdout } = await run(process.execPath, [...options, ...parameters]);
  return JSON.parse(stdout);
}
