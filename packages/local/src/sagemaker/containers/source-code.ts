import { cp, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ObjectStore } from "../../world.ts";
import { unpack } from "./archive.ts";
import { inFolder } from "./opt-ml.ts";
import { s3Location } from "./s3-location.ts";

/** A script's source that is not there, or is no archive. */
export class CodeMissing extends Error {
  override readonly name = "CodeMissing";
}

interface Script {
  readonly HyperParameters?: Readonly<Record<string, string>> | undefined;
  readonly Environment?: Readonly<Record<string, string>> | undefined;
}

/**
 * Puts a training script's source into `/opt/ml/code`, as SageMaker's training toolkit does: an archive in S3, or an
 * archive or a folder in a channel. Where none is named there is nothing to do.
 */
export async function prepareCode(objects: ObjectStore, root: string, request: Script): Promise<void> {
  const given =
    request.Environment?.SAGEMAKER_SUBMIT_DIRECTORY ??
    unquoted(request.HyperParameters?.sagemaker_submit_directory);
  if (given !== undefined) await placeCode(objects, root, given);
}

/** Puts what a submit directory names, an `s3://` URI or a path, into the folder `code` below what stands for `/opt/ml`. */
export async function placeCode(objects: ObjectStore, root: string, from: string): Promise<void> {
  const code = join(root, "code");
  if (!from.startsWith("s3://")) {
    const path = inFolder(root, from);
    const found = await stat(path).catch(() => null);
    if (!found) throw new CodeMissing(`There is no source at ${from}.`);
    if (!found.isDirectory()) await unpackCode(await readFile(path), code, from);
    else if (path !== code) await cp(path, code, { recursive: true });
    return;
  }
  const { bucket, key } = s3Location(from);
  const archive = await objects.get(bucket, key);
  if (archive === null) throw new CodeMissing(`There is no source at ${from}.`);
  await unpackCode(archive, code, from);
}

async function unpackCode(archive: Uint8Array, code: string, from: string): Promise<void> {
  await unpack(archive, code).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodeMissing(`The source ${from} is no .tar.gz that can be unpacked: ${reason}`);
  });
}

/** Hyperparameters of the SDK are JSON: `"s3://..."` with its quotation marks. */
function unquoted(text: string | undefined): string | undefined {
  return text?.replace(/^"(.*)"$/, "$1");
}
