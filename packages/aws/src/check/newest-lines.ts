import { objectLines } from "../s3/object-lines.ts";
import { listFolders, listObjects } from "../s3/objects.ts";
import { asFolder, type S3Location, s3Location, s3Uri } from "../s3/s3-location.ts";

/** The first lines of a folder's newest file. */
export interface NewestLines {
  /** `s3://bucket/key` */
  readonly file: string;
  readonly written: Date;
  readonly lines: readonly string[];
}

const mostLines = 20;
/** Folders of dates: `yyyy/mm/dd/hh`. */
const depth = 4;

/**
 * The beginning of the newest capture file of any variant of an endpoint; null when there is none. Folders are gone
 * through by their dates, newest first, so that old captures cost nothing.
 *
 * @param destination where the endpoint's data capture writes, `s3://bucket/prefix`
 */
export async function newestCapture(destination: string, endpoint: string): Promise<NewestLines | null> {
  const { bucket, key } = s3Location(destination);
  const root = { bucket, key: `${asFolder(key)}${endpoint}/` };
  const found: NewestFile[] = [];
  for (const variant of await listFolders(root)) {
    const file = await newestIn({ bucket, key: `${root.key}${variant}/` });
    if (file !== null) found.push(file);
  }
  return linesOf(found);
}

/** The same of a folder with labels, which lie under `yyyy/mm/dd/hh/` too. */
export async function newestLabels(groundTruth: string): Promise<NewestLines | null> {
  const { bucket, key } = s3Location(groundTruth);
  const file = await newestIn({ bucket, key: asFolder(key) });
  return linesOf(file === null ? [] : [file]);
}

/** Whether anything lies in a folder. */
export async function hasObjects(folder: string): Promise<boolean> {
  for await (const _ of listObjects(s3Location(folder))) return true;
  return false;
}

interface NewestFile {
  readonly location: S3Location;
  readonly written: Date;
}

async function linesOf(files: readonly NewestFile[]): Promise<NewestLines | null> {
  const [newest] = files.toSorted((one, other) => other.written.getTime() - one.written.getTime());
  if (!newest) return null;
  const lines: string[] = [];
  for await (const line of objectLines(newest.location)) {
    lines.push(line);
    if (lines.length === mostLines) break;
  }
  return { file: s3Uri(newest.location), written: newest.written, lines };
}

async function newestIn(folder: S3Location, below = depth): Promise<NewestFile | null> {
  if (below === 0) return newestFile(folder);
  const names = (await listFolders(folder))
    .filter((name) => /^\d{2,4}$/.test(name))
    .toSorted()
    .reverse();
  for (const name of names) {
    const found = await newestIn({ ...folder, key: `${folder.key}${name}/` }, below - 1);
    if (found !== null) return found;
  }
  return null;
}

async function newestFile(folder: S3Location): Promise<NewestFile | null> {
  let newest: NewestFile | null = null;
  for await (const { key, lastModified } of listObjects(folder)) {
    if (!/\.jsonl?(?:\.gz)?$/.test(key)) continue;
    if (newest !== null && newest.written >= lastModified) continue;
    newest = { location: { bucket: folder.bucket, key }, written: lastModified };
  }
  return newest;
}
