import { PutObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../clients/s3.ts";
import { isBeingWritten, isTaken } from "../s3/conditional-write.ts";
import { listObjects, readObject } from "../s3/objects.ts";
import type { S3Location } from "../s3/s3-location.ts";

/**
 * The record of which files of ground truth were counted. A file counts once by its name; one that is written anew is
 * not counted again. What is kept, each written once and never changed:
 *
 * - `counted/<path>`: the file was counted. Its first line is its path; a second one has the ids, as a JSON list, of the
 *   labels whose answers had not been captured yet.
 * - `counted-again/<path>/<round>`: it was looked at again, for those labels alone; rounds are counted from 1. It holds
 *   the ids that still wait, and is empty when none does.
 *
 * So each label is counted in one round, and of two runs that look at once only one can write the round.
 */
export interface CountedFiles {
  readonly bucket: string;
  /** The folder of both. */
  readonly folder: string;
}

export interface CountedFile {
  readonly path: string;
  /** 0 when it was counted and not looked at again. */
  readonly round: number;
  /** Whether labels of it wait for their answers. */
  readonly waits: boolean;
}

/** So many ids are some tens of megabytes. */
const largestRecord = 100 * 1024 * 1024;

/** @param hours `yyyy/mm/dd/hh`; answers the files of these hours' days that were counted, by their paths */
export async function countedFiles(
  record: CountedFiles,
  hours: readonly string[],
): Promise<ReadonlyMap<string, CountedFile>> {
  const counted = new Map<string, CountedFile>();
  const found = async function* (folder: string) {
    const root = `${record.folder}/${folder}/`;
    for (const day of new Set(hours.map((hour) => hour.slice(0, "yyyy/mm/dd".length)))) {
      for await (const { key, bytes } of listObjects({ bucket: record.bucket, key: `${root}${day}/` })) {
        yield { name: key.slice(root.length), bytes };
      }
    }
  };
  for await (const { name: path, bytes } of found("counted")) {
    counted.set(path, { path, round: 0, waits: bytes > Buffer.byteLength(firstLine(path)) });
  }
  for await (const { name, bytes } of found("counted-again")) {
    const at = name.lastIndexOf("/");
    const [path, round] = [name.slice(0, at), Number(name.slice(at + 1))];
    if (round > (counted.get(path)?.round ?? 0)) counted.set(path, { path, round, waits: bytes > 0 });
  }
  return counted;
}

/** Ids of the labels of a file that wait for their answers. */
export async function waitingLabels(
  record: CountedFiles,
  { path, round }: CountedFile,
): Promise<ReadonlySet<string>> {
  const text = (await readObject(locationOf(record, path, round), largestRecord)) ?? "";
  const ids = round === 0 ? text.slice(firstLine(path).length) : text;
  // Written by `claimFile`.
  return new Set(ids.trim() === "" ? [] : (JSON.parse(ids) as string[]));
}

/**
 * Takes a file for counting, or for counting its labels that waited.
 *
 * @param round 0 for a file that is new, else the one after its last
 * @param waiting ids of the labels that are still without an answer, and are looked for again
 * @returns false when it was taken before, by this run or any other
 */
export async function claimFile(
  record: CountedFiles,
  {
    path,
    round,
    waiting,
  }: { readonly path: string; readonly round: number; readonly waiting: readonly string[] },
): Promise<boolean> {
  const { bucket, key } = locationOf(record, path, round);
  const ids = waiting.length === 0 ? "" : `${JSON.stringify(waiting)}\n`;
  const body = round === 0 ? `${firstLine(path)}${ids}` : ids;
  try {
    await s3().send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, IfNoneMatch: "*" }));
    return true;
  } catch (error) {
    if (isTaken(error) || isBeingWritten(error)) return false;
    throw error;
  }
}

function firstLine(path: string): string {
  return `${path}\n`;
}

function locationOf({ bucket, folder }: CountedFiles, path: string, round: number): S3Location {
  return {
    bucket,
    key: round === 0 ? `${folder}/counted/${path}` : `${folder}/counted-again/${path}/${round}`,
  };
}
