import { readdir, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { exitCode, PersonError } from "../context/errors.ts";

/** A file of captured requests on disk. */
export interface CaptureFile {
  readonly path: string;
  /** For people: as it was typed, and the way inside a folder that was. */
  readonly name: string;
}

export interface CaptureFiles {
  readonly files: readonly CaptureFile[];
  /** Files of folders that are no captures by their names. */
  readonly others: readonly string[];
}

/**
 * The files that were named, and the captures inside folders that were, each once: there they are called as SageMaker
 * calls them, `<time>.jsonl`, or `.jsonl.gz` when somebody packed them.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * @throws PersonError when something is not there, or a folder holds no captures
 */
export async function captureFiles(names: readonly string[], directory: string): Promise<CaptureFiles> {
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
  return { files: [...files.values()], others };
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
