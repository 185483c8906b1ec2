import { readManifest } from "@driftwheel/core/monitor/batch/manifest.ts";
import { type CapturedManifest, pairFiles } from "@driftwheel/core/monitor/batch/pair-files.ts";
import type { TimeRange } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { type ListedObject, listObjects, readObject } from "../../s3/objects.ts";
import { asFolder, type S3Location, s3Location, s3Uri } from "../../s3/s3-location.ts";

const day = 86_400_000;
/** A manifest lies in the hour in which its job began, and is written when it ends: jobs may take so long. */
const longestJob = 2 * day;
/** A manifest names each file: some hundred bytes for each, of ten thousands at most. */
const largestManifest = 20 * 1024 * 1024;
/** So many outputs are asked for at once: one after the other, ten thousands would take longer than a function may. */
const asked = 32;

/** An output of a transform job and its input, as they lie in S3. */
export interface BatchFile {
  /** `s3://bucket/key` */
  readonly input: string;
  readonly output: string;
  /** When the job's captures were written, milliseconds since 1970: its rows are of then. */
  readonly at: number;
  /** Of the output. */
  readonly etag: string;
  readonly bytes: number;
}

/**
 * What transform jobs captured whose captures were written in a time range.
 * `<destination>/input/yyyy/mm/dd/hh/` and `<destination>/output/yyyy/mm/dd/hh/` hold manifests, by the hour in which a
 * job began, UTC: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-batch.html
 *
 * @param destination `DestinationS3Uri` of the jobs' `DataCaptureConfig`
 * @throws BadInput naming a manifest that cannot be read, and what would be right
 */
export async function batchFiles(destination: string, range: TimeRange): Promise<readonly BatchFile[]> {
  const days: string[] = [];
  for (let time = range.start - longestJob; time < range.end + day; time += day) days.push(dayFolder(time));
  const isMeant = ({ lastModified }: ListedObject) =>
    lastModified.getTime() >= range.start && lastModified.getTime() < range.end;
  return filesIn(destination, [...new Set(days)], isMeant);
}

/** The same of the jobs that began in an hour. @param hour `yyyy/mm/dd/hh` */
export function batchFilesOfHour(destination: string, hour: string): Promise<readonly BatchFile[]> {
  return filesIn(destination, [hour], () => true);
}

async function filesIn(
  destination: string,
  folders: readonly string[],
  isMeant: (object: ListedObject) => boolean,
): Promise<readonly BatchFile[]> {
  const { bucket, key } = s3Location(destination);
  const root = asFolder(key);
  const files: BatchFile[] = [];
  for (const folder of folders) {
    const outputs = await listed({ bucket, key: `${root}output/${folder}/` }, isMeant);
    if (outputs.length === 0) continue;
    const inputs = await Promise.all(
      (await listed({ bucket, key: `${root}input/${folder}/` }, () => true)).map((object) =>
        manifestOf(bucket, object),
      ),
    );
    for (const object of outputs) {
      const output = await manifestOf(bucket, object);
      const sameHour = inputs.filter(
        (one) => one.key.slice(`${root}input/`.length).slice(0, hourLength) === hourOf(object, root),
      );
      const { files: paired, orphans } = pairFiles(output, sameHour);
      if (orphans.length > 0) {
        throw new BadInput(
          `${s3Uri({ bucket, key: object.key })} names ${orphans[0]}, whose input no manifest under input/${hourOf(object, root)}/ names; expected the same names, without .out.`,
        );
      }
      for (let first = 0; first < paired.length; first += asked) {
        const some = paired.slice(first, first + asked);
        const facts = await Promise.all(some.map(({ output: uri }) => factsOf(uri)));
        files.push(...some.map((file, index) => ({ ...file, at: output.at, ...(facts[index] ?? gone) })));
      }
    }
  }
  return files;
}

const hourLength = "yyyy/mm/dd/hh".length;

function hourOf({ key }: ListedObject, root: string): string {
  return key.slice(`${root}output/`.length).slice(0, hourLength);
}

async function listed(
  folder: S3Location,
  isMeant: (object: ListedObject) => boolean,
): Promise<readonly ListedObject[]> {
  const found: ListedObject[] = [];
  for await (const object of listObjects(folder)) {
    if (object.bytes > 0 && isMeant(object)) found.push(object);
  }
  return found;
}

async function manifestOf(
  bucket: string,
  { key, lastModified }: ListedObject,
): Promise<CapturedManifest & { readonly key: string }> {
  const location = { bucket, key };
  const read = readManifest((await readObject(location, largestManifest)) ?? "");
  if (!read.ok) throw new BadInput(`${s3Uri(location)}: ${read.reason}.`);
  return { ...read.manifest, key, name: key.slice(key.lastIndexOf("/") + 1), at: lastModified.getTime() };
}

/** Of an output that has gone nothing is known: reading it tells so. */
const gone: Pick<BatchFile, "etag" | "bytes"> = { etag: "", bytes: 0 };

async function factsOf(uri: string): Promise<Pick<BatchFile, "etag" | "bytes">> {
  const location = s3Location(uri);
  for await (const { key, etag, bytes } of listObjects(location)) {
    if (key === location.key) return { etag, bytes };
  }
  return gone;
}

/** `yyyy/mm/dd`, UTC. */
function dayFolder(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll("-", "/");
}
