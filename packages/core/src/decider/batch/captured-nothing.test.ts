import { describe, expect, it } from "vitest";
import type { TransformJobChanged } from "../../vocabulary/signal.ts";
import { minute, model } from "../testing/model.ts";

const nightly = () =>
  model({
    serving: "batch",
    batch: { jobs: "meadow-nightly" },
    route: { parameter: "/meadow/route" },
    drift: {
      monitor: "driftwheel",
      sensitivity: { falseAlarmsPerYear: 4 },
      capture: "s3://meadow/captured",
      blindAfter: 1,
    },
  });

const ended: TransformJobChanged = {
  kind: "transform-job-changed",
  identity: "transform-job-changed meadow-nightly-1 Completed",
  at: "2026-07-06T09:30:00.000Z",
  job: "meadow-nightly-1",
  arn: "arn:aws:sagemaker:eu-west-3:444455556666:transform-job/meadow-nightly-1",
  status: "Completed",
  failureReason: null,
  uses: "meadow-1",
  taggedModel: null,
};

/** That nothing was captured in the window that ends so. */
const empty = (windowEnd: string) => ({
  kind: "window-not-judged" as const,
  identity: `empty ${windowEnd}`,
  at: windowEnd,
  endpoint: "meadow-nightly",
  schedule: "driftwheel",
  windowStart: new Date(Date.parse(windowEnd) - 60 * minute).toISOString(),
  windowEnd,
  rows: 0,
  unread: null,
  problem: { reason: "no-requests" as const, words: "Nobody asked the endpoint." },
});

describe("a window in which nothing was captured", () => {
  it("is told where a job ended well in it, with the job and what lacks", () => {
    const world = nightly();
    world.tell(ended);
    const told = world.later(65 * minute).tell(empty("2026-07-06T10:00:00.000Z"));
    expect(told.map(({ kind }) => kind)).toEqual(["signal-observed", "monitoring-lost", "alert-raised"]);
    expect(told[1]?.because).toContain(
      "Transform job meadow-nightly-1 ended well at 2026-07-06T09:30:00.000Z, and captured nothing under s3://meadow/captured.",
    );
    expect(JSON.stringify(told[2]?.data)).toContain("DataCaptureConfig");
    expect(JSON.stringify(told)).not.toContain("undefined");
  });

  it("is one without requests where no job ended, or one so near to its end that its captures lie in the next", () => {
    const world = nightly();
    world.tell(ended);
    world.later(155 * minute).tell(empty("2026-07-06T11:00:00.000Z"));
    world.tell(empty("2026-07-06T09:35:00.000Z"));
    expect(world.state).toMatchObject({ monitored: { driftwheel: { troubled: [] } }, unwatched: {} });
  });

  it("without a route's model is told with the route", () => {
    const nowhere = { reason: "no-endpoint" as const, words: "Nobody knows which model." };
    const told = nightly().tell({ ...empty("2026-07-06T10:00:00.000Z"), problem: nowhere });
    expect(JSON.stringify(told[2]?.data)).toContain("/meadow/route");
    expect(JSON.stringify(told)).not.toContain("undefined");
  });
});
