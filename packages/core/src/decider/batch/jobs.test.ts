import { describe, expect, it } from "vitest";
import type { TransformJobChanged } from "../../vocabulary/signal.ts";
import { replay } from "../evolve.ts";
import { kinds, minute, model } from "../testing/model.ts";

const hour = 60 * minute;
const day = 24 * hour;

const jobArn = (job: string) => `arn:aws:sagemaker:eu-west-3:444455556666:transform-job/${job}`;

function changed(job: string, changes: Partial<TransformJobChanged> = {}): TransformJobChanged {
  const { status = "Completed" } = changes;
  return {
    kind: "transform-job-changed",
    identity: `transform-job-changed ${jobArn(job)} ${status}`,
    at: "2026-07-06T09:00:00.000Z",
    job,
    arn: jobArn(job),
    status,
    failureReason: null,
    uses: "meadow-1",
    taggedModel: null,
    ...changes,
  };
}

function nightly() {
  return model({ serving: "batch", batch: { jobs: "meadow-nightly", every: "1 day", late: "2 hours" } });
}

describe("a transform job", () => {
  it("that ended well is noted with the model that it used, and told to nobody", () => {
    const world = nightly();
    const told = world.tell(changed("meadow-nightly-1"));
    expect(kinds(told)).toEqual(["signal-observed", "batch-job-finished"]);
    expect(told[1]?.because).toBe("Transform job meadow-nightly-1 ended well. It used model meadow-1.");
    expect(world.state.batch.last).toMatchObject({ job: "meadow-nightly-1", uses: "meadow-1" });
  });

  it("that failed is told with its own reason, though no policy names it", () => {
    const world = nightly();
    const told = world.tell(
      changed("meadow-nightly-1", { status: "Failed", failureReason: "AlgorithmError: no column rain" }),
    );
    expect(kinds(told)).toEqual(["signal-observed", "batch-job-failed", "alert-raised"]);
    expect(told[1]?.because).toBe("Transform job meadow-nightly-1 failed: AlgorithmError: no column rain");
    expect(told[2]?.data).toMatchObject({ severity: "notify" });
    expect(world.state.batch.last).toBeNull();
  });

  it("that a person stopped is told, and that it gives no reason", () => {
    const told = nightly().tell(changed("meadow-nightly-1", { status: "Stopped" }));
    expect(told[1]?.because).toBe(
      "Transform job meadow-nightly-1 was stopped: whoever stopped it gave no reason",
    );
  });

  it("is decided on once, however often it is delivered", () => {
    const world = nightly();
    world.tell(changed("meadow-nightly-1"));
    expect(world.tell(changed("meadow-nightly-1"))).toEqual([]);
  });

  it("counts by when it ended: one that is told late is not the last", () => {
    const world = nightly();
    world.tell(changed("meadow-nightly-2", { at: "2026-07-06T09:00:00.000Z" }));
    world.tell(changed("meadow-nightly-1", { at: "2026-07-05T09:00:00.000Z" }));
    expect(world.state.batch.last).toMatchObject({ job: "meadow-nightly-2" });
  });
});

describe("a schedule that did not run", () => {
  it("is told once, after SageMaker was asked, and so is its return", () => {
    const world = nightly();
    world.tell(changed("meadow-nightly-1"));
    world.say({ transformJobs: { jobs: [] } });
    world.later(day + 2 * hour);
    expect(kinds(world.sweep())).toEqual([]);
    const missed = world.later(minute).sweep();
    expect(world.asked).toContainEqual({ ask: "transformJobs", begin: "meadow-nightly" });
    expect(kinds(missed)).toEqual(["batch-jobs-missed", "alert-raised"]);
    expect(missed[0]?.because).toBe(
      "No transform job of meadow-nightly ended well in time: the policy wants one every 1 day, and allows 2 hours more. The last was meadow-nightly-1, at 2026-07-06T09:00:00.000Z.",
    );
    expect(kinds(world.later(day).sweep())).toEqual([]);
    const back = world.tell(changed("meadow-nightly-2", { at: "2026-07-08T12:00:00.000Z" }));
    expect(kinds(back)).toEqual(["batch-job-finished", "batch-jobs-returned", "alert-resolved"]);
  });

  it("is over where only the event of the next job was lost", () => {
    const world = nightly();
    world.tell(changed("meadow-nightly-1"));
    world.say({ transformJobs: { jobs: [] } });
    world.later(2 * day).sweep();
    expect(world.state.batch.missed).not.toBeNull();
    const at = "2026-07-08T10:00:00.000Z";
    world.say({ transformJobs: { jobs: [changed("meadow-nightly-2", { at })] } });
    expect(kinds(world.later(2 * hour).sweep())).toEqual([
      "batch-job-finished",
      "batch-jobs-returned",
      "alert-resolved",
    ]);
  });

  it("is not over because a job of before is told late", () => {
    const world = nightly();
    world.sweep();
    world.say({ transformJobs: { jobs: [changed("meadow-nightly-1")] } });
    world.later(day + 3 * hour).sweep();
    world.say({ transformJobs: { jobs: [] } });
    world.sweep();
    expect(world.state.batch).toMatchObject({ last: { job: "meadow-nightly-1" }, missed: {} });
    expect(kinds(world.tell(changed("meadow-nightly-1")))).toEqual(["signal-observed"]);
    expect(world.state.batch.missed).not.toBeNull();
  });

  it("is not over because a job that ended before the last one is told late", () => {
    const world = nightly();
    world.tell(changed("meadow-nightly-2"));
    world.say({ transformJobs: { jobs: [] } });
    world.later(2 * day).sweep();
    const early = changed("meadow-nightly-1", { at: "2026-07-05T09:00:00.000Z" });
    expect(kinds(world.tell(early))).toEqual(["batch-job-finished"]);
    expect(world.state.batch.missed).not.toBeNull();
  });

  it("is asked for no job again whose end SageMaker tells more exactly than its event", () => {
    const world = nightly();
    world.tell(changed("meadow-nightly-1"));
    const exact = changed("meadow-nightly-1", { at: "2026-07-06T09:00:00.417Z" });
    world.say({ transformJobs: { jobs: [exact] } });
    expect(kinds(world.later(2 * day).sweep())).toEqual(["batch-jobs-missed", "alert-raised"]);
  });

  it("is told of jobs that never ran at all", () => {
    const world = nightly();
    world.sweep();
    world.say({ transformJobs: { jobs: [] } });
    const missed = world.later(day + 3 * hour).sweep();
    expect(kinds(missed)).toEqual(["batch-jobs-missed", "alert-raised"]);
    expect(missed[0]?.because).toContain("There was none since 2026-07-06T09:00:00.000Z.");
  });

  it("did run where only its event was lost", () => {
    const world = nightly();
    world.tell(changed("meadow-nightly-1"));
    const at = "2026-07-07T09:00:00.000Z";
    world.say({ transformJobs: { jobs: [changed("meadow-nightly-2", { at })] } });
    expect(kinds(world.later(day + 3 * hour).sweep())).toEqual(["batch-job-finished"]);
  });

  it("is no schedule where the policy names none", () => {
    const world = model({ serving: "batch", batch: { jobs: "meadow-nightly" } });
    world.tell(changed("meadow-nightly-1"));
    expect(kinds(world.later(90 * day).sweep())).not.toContain("batch-jobs-missed");
  });
});

it("ledgers of before fold still: nothing is known of jobs", () => {
  expect(replay("meadow", []).batch).toEqual({ since: null, last: null, missed: null });
});
