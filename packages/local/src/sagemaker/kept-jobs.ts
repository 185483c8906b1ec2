import type { Entry } from "../state/state.ts";
import type { JobEnd, Shared } from "./context.ts";

/** What of a job is only of the process that runs it. */
interface Running {
  readonly stop: AbortController;
  ended: Promise<JobEnd>;
}

interface Job {
  readonly status: string;
  readonly lastModifiedTime: Date;
  failureReason: string | null;
}

/** Why a job has failed that ran when its server ended. */
export const serverEnded = "InternalServerError: The local AWS ended while this ran.";

/** Whether a job of this status goes no further. */
export function isOver(status: string): boolean {
  return status === "Completed" || status === "Failed" || status === "Stopped";
}

interface Keeping<Kept> {
  readonly collection: string;
  readonly jobs: () => ReadonlyMap<string, Kept>;
  /** Moves a job to Failed that ended now, and tells it; its reason is known. */
  readonly fail: (job: Kept, now: Date) => void;
}

/** Jobs as an earlier server has left them. Those that ran when it ended fail, as soon as this one answers. */
export function keepJobs<Kept extends Job & Running>(
  shared: Shared,
  { collection, jobs, fail }: Keeping<Kept>,
): Map<string, Kept> {
  const found = shared.world.state.keep<Omit<Kept, keyof Running>>(collection, () => entries(jobs()));
  shared.onRestart(() => {
    for (const job of jobs().values()) {
      if (isOver(job.status)) continue;
      job.failureReason = serverEnded;
      fail(job, shared.now());
    }
  });
  return new Map(
    [...found].map(([name, job]) => {
      const running: Running = { stop: new AbortController(), ended: Promise.resolve(lost) };
      // Put together again from what it was taken apart into.
      return [name, { ...job, ...running } as unknown as Kept];
    }),
  );
}

/** Nobody waits for a job of an earlier server. */
const lost: JobEnd = { status: "Failed", failureReason: serverEnded, description: {} };

function* entries<Kept extends Job & Running>(
  jobs: ReadonlyMap<string, Kept>,
): Iterable<Entry<Omit<Kept, keyof Running>>> {
  for (const [key, { stop: _stop, ended: _ended, ...value }] of jobs) {
    yield isOver(value.status) ? { key, value, mark: value.lastModifiedTime.getTime() } : { key, value };
  }
}
