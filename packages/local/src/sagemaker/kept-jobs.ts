import type { Entry, State } from "../state/state.ts";
import type { JobEnd } from "./context.ts";

/** What of a job is only of the process that runs it. */
interface Running {
  readonly stop: AbortController;
  ended: Promise<JobEnd>;
}

interface Job {
  readonly status: string;
  readonly lastModifiedTime: Date;
}

/** Why a job has failed that ran when its server ended. */
export const serverEnded = "InternalServerError: The local AWS ended while this ran.";

/** Whether a job of this status goes no further. */
export function isOver(status: string): boolean {
  return status === "Completed" || status === "Failed" || status === "Stopped";
}

/** Jobs as an earlier server has left them; those that are not over are for its owner to end. */
export function keepJobs<Kept extends Job & Running>(
  state: State,
  collection: string,
  jobs: () => ReadonlyMap<string, Kept>,
): Map<string, Kept> {
  const found = state.keep<Omit<Kept, keyof Running>>(collection, () => entries(jobs()));
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
