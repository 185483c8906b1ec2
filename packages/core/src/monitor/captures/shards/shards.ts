import type { CapturePlan } from "../capture-plan.ts";

type Objects = CapturePlan["objects"];

/** From which size on a window is shared out, and how much one worker counts of it. */
export interface ShardSizes {
  /** Bytes of all files, as they lie in S3: with more than these there are shards. */
  readonly above: number;
  /** Bytes of a shard, if no single file has more. */
  readonly most: number;
}

/** A function of a gigabyte counts a shard in a minute or two, gzip ten times as large in a fraction of its fifteen. */
export const usualShards: ShardSizes = { above: 2 * 2 ** 30, most: 2 ** 30 };

/** The files of a window in shards, in their order: the same files are cut in the same way. One shard where they are few. */
export function shardsOf(objects: Objects, { above, most }: ShardSizes): readonly Objects[] {
  const size = (files: Objects) => files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (size(objects) <= above) return [objects];
  const shards: Objects[] = [];
  let filled = 0;
  for (const object of objects) {
    const last = shards.at(-1);
    if (last && filled + object.bytes <= most) {
      last.push(object);
      filled += object.bytes;
    } else {
      shards.push([object]);
      filled = object.bytes;
    }
  }
  return shards;
}
