import { expect, it } from "vitest";
import type { Entry, State } from "../state/state.ts";
import type { JobEnd, Shared } from "./context.ts";
import { keepJobs } from "./kept-jobs.ts";

interface TestJob {
  status: string;
  lastModifiedTime: Date;
  failureReason: string | null;
  readonly stop: AbortController;
  ended: Promise<JobEnd>;
}

const early = new Date("2031-04-02T08:00:00Z");
const late = new Date("2031-04-02T09:00:00Z");

/** Jobs of these statuses, as they are found and as they are after the server has begun to answer. */
function restarted(...statuses: readonly string[]) {
  const found = new Map(
    statuses.map((status) => [status, { status, lastModifiedTime: early, failureReason: null }]),
  );
  const resumes: (() => unknown)[] = [];
  let entries: () => Iterable<Entry<unknown>> = () => [];
  const state: State = {
    keep<Value>(_collection: string, told: () => Iterable<Entry<Value>>) {
      entries = told;
      // The test's own jobs, whatever the type of this collection is called.
      return found as unknown as ReadonlyMap<string, Value>;
    },
  };
  const shared = {
    world: { state },
    now: () => late,
    onRestart: (resume: () => unknown) => resumes.push(resume),
    // What of the service jobs are kept by.
  } as unknown as Shared;
  const failed: (readonly [string, Date])[] = [];
  const jobs: ReadonlyMap<string, TestJob> = keepJobs<TestJob>(shared, {
    collection: "tests",
    jobs: () => jobs,
    fail(job, now) {
      failed.push([job.status, now]);
      job.status = "Failed";
    },
  });
  return { jobs, failed, entries: () => [...entries()], resume: () => resumes.map((each) => each()) };
}

it("fails what was not over when its server ended, with the reason, once this one answers", async () => {
  const { jobs, failed, resume } = restarted("InProgress", "Stopping", "Completed", "Failed", "Stopped");
  expect(failed).toEqual([]);
  resume();
  expect(failed).toEqual([
    ["InProgress", late],
    ["Stopping", late],
  ]);
  const reason = "InternalServerError: The local AWS ended while this ran.";
  expect([...jobs.values()].map(({ failureReason }) => failureReason)).toEqual([
    reason,
    reason,
    null,
    null,
    null,
  ]);
  await expect(jobs.get("InProgress")?.ended).resolves.toMatchObject({ status: "Failed" });
});

it("keeps of a job all but what is only of the process, and compares those that may still change", () => {
  const { entries } = restarted("InProgress", "Completed");
  const value = (status: string) => ({ status, lastModifiedTime: early, failureReason: null });
  expect(entries()).toEqual([
    { key: "InProgress", value: value("InProgress") },
    { key: "Completed", value: value("Completed"), mark: early.getTime() },
  ]);
});
