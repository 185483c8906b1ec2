import type { Entry } from "../vocabulary/entry.ts";
import { TransientError } from "../vocabulary/errors.ts";
import type { ConsolePlace } from "../words/console/console-place.ts";
import { lastEntryTag, type Run } from "./run.ts";
import { runsOf } from "./runs-of.ts";
import type { RunChanges, TrackedRun, Tracking } from "./tracking.ts";

interface Tracked {
  readonly tracking: Tracking;
  /** The model's whole ledger, as it is now. */
  readonly ledger: () => Promise<readonly Entry[]>;
  readonly place: ConsolePlace | null;
  /** Where the HTTP API is; absent or null where nobody knows. */
  readonly api?: string | null;
}

/** So often the ledger may go on while a run is written; after that it is tried again later. */
const mostRounds = 5;

/**
 * Makes the runs that an entry is told of equal to what the ledger says.
 *
 * Several may write the same run at once, each for its own entry, and no server helps them: MLflow gives a new run an id
 * of its own whatever it is asked. So nobody locks, and whoever writes looks once more. Whoever creates a run looks
 * for others of its key afterwards; of several the one with the first id stays, and the others are deleted, so that two
 * who meet choose the same one. Whoever writes reads the ledger again afterwards, and writes again what it has got
 * meanwhile, so that the last to write has written the newest. A writer that dies is started again by its delivery.
 *
 * @returns the ids of the runs by their keys
 * @throws TrackingFailed when the server does not do it; TransientError when the ledger goes on and on
 */
export async function trackEntry(
  { sequence }: Pick<Entry, "sequence">,
  { tracking, ledger, place, api = null }: Tracked,
): Promise<Readonly<Record<string, string>>> {
  const wanted = async () =>
    runsOf(await ledger(), place, api).filter(({ entries }) => entries.includes(sequence));
  let runs = await wanted();
  for (let round = 1; round <= mostRounds; round++) {
    const ids: Record<string, string> = {};
    for (const run of runs) ids[run.key] = await write(run, tracking);
    const now = await wanted();
    if (JSON.stringify(now) === JSON.stringify(runs)) return ids;
    runs = now;
  }
  throw new TransientError(`the ledger went on ${mostRounds} times while a run was written`);
}

async function write(run: Run, tracking: Tracking): Promise<string> {
  const [kept, ...others] = await found(run, tracking);
  for (const { id } of others) await tracking.delete(id);
  // Another has read more of the ledger, and written that.
  if (Number(kept.tags[lastEntryTag]) > Number(run.tags[lastEntryTag])) return kept.id;
  const changes = changesTo(kept, run);
  if (changes) await tracking.log(kept.id, changes);
  if (kept.status !== run.status || kept.endTime !== run.endTime) {
    await tracking.setStatus(kept.id, run.status, run.endTime);
  }
  return kept.id;
}

/** The runs of the key, at least one, the one that stays first. */
async function found(run: Run, tracking: Tracking): Promise<readonly [TrackedRun, ...TrackedRun[]]> {
  const before = byId(await tracking.find(run.key));
  if (isSome(before)) return before;
  await tracking.create(run);
  const after = byId(await tracking.find(run.key));
  if (isSome(after)) return after;
  throw new TransientError(`the run ${run.key} was created and is not found`);
}

function byId(runs: readonly TrackedRun[]): readonly TrackedRun[] {
  return runs.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function isSome(runs: readonly TrackedRun[]): runs is readonly [TrackedRun, ...TrackedRun[]] {
  return runs.length > 0;
}

/**
 * What a run lacks; null when it lacks nothing. Points of a metric up to the latest that is there are there, as they are
 * written in order. Where two write the same point at once MLflow keeps one, because its database knows a repeated
 * one. A parameter that has another value keeps it, as MLflow changes none.
 */
function changesTo(tracked: TrackedRun, run: Run): RunChanges | null {
  const metrics = run.metrics.filter(({ key, step, timestamp }) => {
    const latest = tracked.metrics[key];
    return !latest || step > latest.step || (step === latest.step && timestamp > latest.timestamp);
  });
  const params = Object.entries(run.params).filter(([key]) => !Object.hasOwn(tracked.params, key));
  const tags = Object.entries(run.tags).filter(([key, value]) => tracked.tags[key] !== value);
  if (metrics.length + params.length + tags.length === 0) return null;
  return { metrics, params: Object.fromEntries(params), tags: Object.fromEntries(tags) };
}
