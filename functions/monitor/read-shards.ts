import type { ReportFolder } from "@driftwheel/aws/monitor/reports.ts";
import {
  countedShards,
  readShard,
  settleShard,
  shardFolder,
} from "@driftwheel/aws/monitor/shards/shard-states.ts";
import type { CapturePlan } from "@driftwheel/core/monitor/captures/capture-plan.ts";
import type { ReadCaptures } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { mergeCaptures } from "@driftwheel/core/monitor/captures/shards/merge-captures.ts";
import type { ShardSizes } from "@driftwheel/core/monitor/captures/shards/shards.ts";

type Objects = CapturePlan["objects"];

/** How a large window is shared out among workers. */
export interface Sharing {
  readonly sizes: ShardSizes;
  /** The shard that this worker counts; null where it sees to the window as a whole. */
  readonly own: number | null;
  /** Has shards counted by other workers. */
  send(shards: readonly number[]): Promise<void>;
}

/** A window whose shards are not all counted. */
export interface Counting {
  readonly counted: number;
  readonly of: number;
}

/**
 * Reads a window in shards, each counted by a worker of its own and written down once. Whoever finds all of them counted
 * merges them, in the order of the files; whoever sees to the window and finds some missing sends for these. A shard whose
 * worker died is missing until the next run sends for it again.
 *
 * @param count counts the files of one shard
 */
export async function readShards(
  shards: readonly Objects[],
  count: (objects: Objects) => Promise<ReadCaptures>,
  {
    folder,
    countedBy,
    sharing,
  }: {
    readonly folder: ReportFolder;
    readonly countedBy: string;
    readonly sharing: Sharing;
  },
): Promise<ReadCaptures | Counting> {
  const cut = shards.map(({ length }) => length);
  const place = shardFolder(folder, JSON.stringify([countedBy, cut]));
  let there = await countedShards(place);
  const own = sharing.own === null ? undefined : shards[sharing.own];
  if (sharing.own !== null && own && !there.has(sharing.own)) {
    await settleShard(place, sharing.own, await count(own));
    there = await countedShards(place);
  }
  const missing = [...shards.keys()].filter((index) => !there.has(index));
  if (missing.length > 0) {
    if (sharing.own === null) await sharing.send(missing);
    return { counted: shards.length - missing.length, of: shards.length };
  }
  let merged = await readShard(place, 0);
  for (let index = 1; index < shards.length; index += 1) {
    merged = mergeCaptures(merged, await readShard(place, index));
  }
  return merged;
}
