import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { z } from "zod";
import type { ObjectStore } from "../../world.ts";
import { keyBelow, type S3Location, s3Location } from "./s3-location.ts";

export interface S3Source {
  readonly S3Uri: string;
  readonly S3DataType?: string | undefined;
}

/** Input that is not there or cannot be understood. */
export class MissingInput extends Error {
  override readonly name = "MissingInput";
}

interface Download {
  readonly key: string;
  /** Where it goes, relative to the folder. */
  readonly name: string;
}

/** Copies what an S3 data source names into a folder. Rejects with MissingInput when it names nothing. */
export async function download(objects: ObjectStore, source: S3Source, folder: string): Promise<void> {
  if ((await downloadIfAny(objects, source, folder)) === 0)
    throw new MissingInput(`No S3 objects found under S3 URL "${source.S3Uri}" given in input data source.`);
}

/** The same of a source that may name nothing; answers how many files there were. */
export async function downloadIfAny(objects: ObjectStore, source: S3Source, folder: string): Promise<number> {
  const wanted = await downloads(objects, source, s3Location(source.S3Uri));
  if (wanted.files.length === 0) return 0;
  await mkdir(folder, { recursive: true });
  for (const { key, name } of wanted.files) {
    const body = await objects.get(wanted.bucket, key);
    if (body === null) throw new MissingInput(`The S3 object s3://${wanted.bucket}/${key} does not exist.`);
    const path = resolve(folder, name);
    if (!path.startsWith(resolve(folder) + sep))
      throw new MissingInput(`The S3 key "${key}" leaves its folder.`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, body);
  }
  return wanted.files.length;
}

/** Where what a data source names lies: the prefix, and the names below it. */
export async function located(
  objects: ObjectStore,
  source: S3Source,
): Promise<{ readonly prefix: string; readonly names: readonly string[] }> {
  const { bucket, files } = await downloads(objects, source, s3Location(source.S3Uri));
  const [first] = files;
  const base = first ? first.key.slice(0, first.key.length - first.name.length) : "";
  return { prefix: `s3://${bucket}/${base}`, names: files.map(({ name }) => name) };
}

/** Whether a data source names anything, without fetching it. */
export async function exists(objects: ObjectStore, source: S3Source): Promise<boolean> {
  const { bucket, key } = s3Location(source.S3Uri);
  return (await objects.list(bucket, key)).length > 0;
}

async function downloads(
  objects: ObjectStore,
  source: S3Source,
  location: S3Location,
): Promise<{ readonly bucket: string; readonly files: readonly Download[] }> {
  if (source.S3DataType === "ManifestFile") return fromManifest(objects, location, source.S3Uri);
  const listed = await objects.list(location.bucket, location.key);
  const files = listed
    .filter(({ key }) => !key.endsWith("/"))
    .map(({ key }) => ({ key, name: relativeName(key, location.key) }));
  return { bucket: location.bucket, files };
}

/** An object keeps the path that it has below the prefix, or below the prefix's folder when that is no folder itself. */
function relativeName(key: string, prefix: string): string {
  if (key.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`)) {
    return key.slice(prefix.length).replace(/^\//, "");
  }
  return key.slice(prefix.lastIndexOf("/") + 1);
}

// https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3DataSource.html
const manifest = z.tuple([z.object({ prefix: z.string() })], z.string());

async function fromManifest(objects: ObjectStore, location: S3Location, uri: string) {
  const body = await objects.get(location.bucket, location.key);
  if (body === null) throw new MissingInput(`The manifest ${uri} does not exist.`);
  const [{ prefix }, ...names] = readManifest(body, uri);
  const base = s3Location(prefix);
  return { bucket: base.bucket, files: names.map((name) => ({ key: keyBelow(base, name), name })) };
}

function readManifest(body: Uint8Array, uri: string): z.infer<typeof manifest> {
  try {
    return manifest.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    throw new MissingInput(`The manifest ${uri} is not a list of a prefix and file names.`);
  }
}
