import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { ObjectStore } from "../../world.ts";
import { keyBelow, s3Location } from "./s3-location.ts";

/** Copies all files of a folder to below an S3 URI, in the order of their names; nothing when there is no folder. */
export async function uploadFolder(objects: ObjectStore, folder: string, uri: string): Promise<void> {
  const location = s3Location(uri);
  for (const path of await filesIn(folder)) {
    const name = relative(folder, path).split(sep).join("/");
    await objects.put(location.bucket, keyBelow(location, name), await readFile(path));
  }
}

/** The paths of all files below a folder; none when it does not exist. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
