import { readdir, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { listed } from "@driftwheel/core/words/listed.ts";
import type { Context } from "../context/context.ts";
import { exitCode, PersonError } from "../context/errors.ts";

/** A file of captured requests on disk. */
export interface CaptureFile {
  readonly path: string;
  /** For people: as it was typed, and the way inside a folder that was. */
  readonly name: string;
}

/** Files that are named before the rest is counted. */
const mostNames = 10;

/**
 * The files that were named, and the captures inside folders that were, each once: there they are called as SageMaker
 * calls them, `<time>.jsonl`, or `.jsonl.gz` when somebody packed them. Others in folders are left aside, with a hint.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * @throws PersonError when something is not there, or a folder holds no captures
 */
export async function captureFiles(
  names: readonly string[],
  { directory, hint }: Pick<Context, "directory" | "hint">,
): Promise<readonly CaptureFile[]> {
  const files = new Map<string, CaptureFile>();
  const others: string[] = [];
  for (const name of names) {
    const path = resolve(directory, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) files.set(path, { path, name });
    else if (found?.isDirectory()) {
      const inside = await filesInside(path, name);
      const captures = inside.filter((file) => /\.jsonl(?:\.gz)?$/.test(file.name));
      const rest = inside.filter((file) => !captures.includes(file)).map((file) => file.name);
      if (captures.length === 0) {
        const seen = rest.length === 0 ? "it is empty" : `it has ${rest.slice(0, 3).join(", ")}`;
        throw wrongInput(`${name} holds no captures: expected files *.jsonl or *.jsonl.gz; ${seen}.`);
      }
      for (const file of captures) files.set(file.path, file);
      others.push(...rest);
    } else throw wrongInput(`${name}: there is no such file.`);
  }
  if (others.length > 0) {
    hint(`Left aside, because only *.jsonl and *.jsonl.gz hold captures: ${listed(others, mostNames)}.`);
  }
  return [...files.values()];
}

async function filesInside(root: string, name: string): Promise<readonly CaptureFile[]> {
  const files: CaptureFile[] = [];
  for (const way of (await readdir(root, { recursive: true })).toSorted()) {
    const path = join(root, way);
    if (way.split(sep).some((part) => part.startsWith("."))) continue;
    if ((await stat(path)).isFile()) files.push({ path, name: join(name, way) });
  }
  return files;
}

/** A mistake in what was given to be judged; its exit code is never that of a judgement. */
export function wrongInput(message: string, cause?: unknown): PersonError {
  return new PersonError(message, exitCode.usage, { cause });
}
