import { describe, expect, it } from "vitest";
import type { FreshDataFact } from "../../vocabulary/fact.ts";
import type { ExportJob } from "../../vocabulary/fresh-data.ts";
import type { JobStatus } from "../../vocabulary/signal.ts";
import { kinds, minute, model } from "../testing/model.ts";

const output = "s3://meadow-data/prepared/";
const until = "2026-07-06T08:50:00.000Z";

function lying(files: number, lastJob: ExportJob | null = null): FreshDataFact {
  return {
    place: output,
    reading: { files, bytes: files * 10, records: null, oldest: until, newest: until, latest: until },
    mark: { until, from: until, known: [] },
    trouble: null,
    lastJob,
  };
}

function waiting() {
  const world = model({
    retrain: {
      pipeline: "meadow-train",
      freshData: { dataWrangler: { jobs: "meadow-flow", output }, atLeast: { files: 1 } },
    },
  });
  world.say({ freshData: lying(0) });
  world.sweep();
  return world;
}

const ended = (
  world: ReturnType<typeof model>,
  job: string,
  status: JobStatus,
  at: Partial<{ at: string }> = {},
) =>
  world.tell({
    kind: "processing-job-changed",
    ...world.next(job),
    ...at,
    job,
    arn: `arn:aws:sagemaker:eu-west-3:444455556666:processing-job/${job}`,
    status,
    failureReason: status === "Failed" ? "no such column: rain" : null,
    taggedModel: null,
    pipelineExecution: null,
  });

describe("a flow of Data Wrangler", () => {
  it("is told when its job fails, once, until a job ends well", () => {
    const world = waiting();
    const told = ended(world, "meadow-flow-1", "Failed");
    expect(kinds(told)).toEqual(["signal-observed", "fresh-data-lost", "alert-raised"]);
    expect(told[1]?.because).toBe("Data Wrangler's job meadow-flow-1 failed: no such column: rain");
    expect(kinds(ended(world.later(minute), "meadow-flow-2", "Failed"))).toEqual(["signal-observed"]);
    expect(kinds(ended(world.later(minute), "meadow-flow-3", "Completed"))).toEqual([
      "signal-observed",
      "fresh-data-restored",
      "alert-resolved",
    ]);
  });

  it("has failed no more when an older end is told of last", () => {
    const world = waiting();
    const early = { at: "2026-07-06T09:00:00.000Z" };
    ended(world.later(5 * minute), "meadow-flow-2", "Completed");
    expect(ended(world, "meadow-flow-1", "Failed", early)).toEqual([]);
  });

  it("is found by the sweep when no event told of its end, and is told of once", () => {
    const world = waiting();
    const job = {
      name: "meadow-flow-1",
      status: "Failed",
      at: "2026-07-06T09:01:00.000Z",
      failureReason: null,
    } as const;
    world.later(5 * minute).say({ freshData: lying(0, job) });
    expect(kinds(world.sweep())).toEqual(["signal-observed", "fresh-data-lost", "alert-raised"]);
    expect(ended(world, "meadow-flow-1", "Failed")).toEqual([]);
  });

  it("brings new data by what it exports", () => {
    const world = waiting();
    ended(world.later(2 * minute), "meadow-flow-1", "Completed");
    world.later(5 * minute).say({ freshData: lying(2) });
    expect(kinds(world.sweep())).toContain("retraining-requested");
  });

  it("has nothing to do with other jobs", () => {
    const world = waiting();
    expect(kinds(ended(world, "meadow-report-1", "Failed"))).toEqual(["signal-observed"]);
  });
});
