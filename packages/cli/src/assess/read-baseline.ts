import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type Baseline, parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import type { Context } from "../context/context.ts";
import { messageOf } from "../context/errors.ts";
import { wrongInput } from "./capture-files.ts";

/** Far beyond the statistics of any model, in bytes. */
const largestBaseline = 200_000_000;

/**
 * Reads a statistics.json on disk.
 *
 * @throws PersonError saying what is wrong with it
 */
export async function readBaseline(name: string, { directory }: Context): Promise<Baseline> {
  const path = resolve(directory, name);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile())
    throw wrongInput(`${name}: there is no such file; --baseline names a statistics.json.`);
  if (found.size > largestBaseline) {
    throw wrongInput(`${name}: has ${Math.round(found.size / 1e6)} MB; expected a statistics.json.`);
  }
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw wrongInput(`${name} cannot be read: ${messageOf(error)}`, error);
  }
  const parsed = parseBaseline(text);
  if (!parsed.ok) throw wrongInput(`${name}: ${parsed.reason}.`);
  if (parsed.baseline.features.length > 0) return parsed.baseline;
  throw wrongInput(`${name}: has no feature that can be watched.`);
}
