import { createHash } from "node:crypto";
import type { ReadCaptures } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { listObjects, readObject } from "../../s3/objects.ts";
import type { S3Location } from "../../s3/s3-location.ts";
import { writtenFirst } from "../../s3/written-first.ts";
import type { ReportFolder } from "../reports.ts";

/** A feature's sample is some twenty kilobytes as text. */
const largest = 200 * 1024 * 1024;

/**
 * Where shards of a window are written once they are counted, beside its reports.
 *
 * @param counting all that counts depend on beside the files: shards that were counted by another baseline, or cut in
 * another way, are others
 */
export function shardFolder({ bucket, key }: ReportFolder, counting: string): S3Location {
  const name = createHash("sha256").update(counting).digest("hex").slice(0, 16);
  return { bucket, key: `${key}/shards/${name}/` };
}

/** The shards that are counted, by their places. */
export async function countedShards(folder: S3Location): Promise<ReadonlySet<number>> {
  const counted = new Set<number>();
  for await (const { key } of listObjects(folder)) {
    const [, place] = /^(\d+)\.json$/.exec(key.slice(folder.key.length)) ?? [];
    if (place !== undefined) counted.add(Number(place));
  }
  return counted;
}

/** Writes what was counted of a shard in one piece, unless another worker did. */
export async function settleShard(folder: S3Location, place: number, read: ReadCaptures): Promise<void> {
  await writtenFirst(shardAt(folder, place), read);
}

/** @throws Error when it is not there any more. */
export async function readShard(folder: S3Location, place: number): Promise<ReadCaptures> {
  const { bucket, key } = shardAt(folder, place);
  const text = await readObject({ bucket, key }, largest);
  if (text === null) throw new Error(`s3://${bucket}/${key} is not there any more.`);
  // Only settleShard() writes these objects.
  return JSON.parse(text) as ReadCaptures;
}

function shardAt({ bucket, key }: S3Location, place: number): S3Location {
  return { bucket, key: `${key}${place}.json` };
}
