import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { LocalImage } from "../world.ts";

/** What runs a script, by the ending of its name; one without is a program. */
const interpreters: Readonly<Record<string, readonly string[]>> = {
  "": [],
  ".ts": ["node"],
  ".mjs": ["node"],
  ".js": ["node"],
  ".py": ["python3"],
  ".sh": ["/bin/sh"],
};

/**
 * An image that is a folder: `train` and `serve` in it (`train.py`, `serve.ts`, ...) are what SageMaker's container
 * contract calls so, `process` is what a processing job runs that names no entry point.
 *
 * @throws Error when there is no such folder.
 */
export function folderImage(folder: string): LocalImage {
  const directory = resolve(folder);
  const names = namesIn(directory);
  const train = commandOf("train", directory, names);
  const serve = commandOf("serve", directory, names);
  const process = commandOf("process", directory, names);
  return {
    directory,
    ...(train ? { train } : {}),
    ...(serve ? { serve } : {}),
    ...(process ? { process } : {}),
  };
}

function namesIn(directory: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(directory));
  } catch {
    throw new Error(`The image's folder ${directory} is none. Give an image as --image NAME=DIR.`);
  }
}

function commandOf(
  verb: string,
  directory: string,
  names: ReadonlySet<string>,
): readonly string[] | undefined {
  const found = Object.entries(interpreters).find(([ending]) => names.has(`${verb}${ending}`));
  if (!found) return undefined;
  const [ending, interpreter] = found;
  return [...interpreter, ending === "" ? join(directory, verb) : `${verb}${ending}`];
}
