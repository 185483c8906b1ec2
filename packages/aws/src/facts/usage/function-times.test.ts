import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { everyQuestion } from "../../testing/every-question.ts";
import { type Operations, pointTo, serveJson, WireError } from "../../testing/json-wire.ts";
import { awsFacts } from "../fact-finder.ts";
import type { Deployment } from "./function-times.ts";

let operations: Record<string, Operations[string]>;
let server: Awaited<ReturnType<typeof serveJson>>;
beforeAll(async () => {
  server = await serveJson(new Proxy({}, { get: (_, name) => operations[String(name)] }));
  pointTo(server.url);
});
afterAll(() => server.close());
beforeEach(() => {
  operations = {};
});

const deployment: Deployment = {
  ...{ region: "eu-north-1", architecture: "arm64", prefix: "driftwheel-tides-" },
  megabytes: { sweep: 512, idle: 512 },
  models: { all: 3, watched: 2, judged: 1 },
};
const clock = { now: () => new Date() };
const ask = (of: Deployment | null = deployment) =>
  awsFacts({ clock, asks: everyQuestion, deployment: of }).answer({ ask: "functionTimes", month: "2026-02" });

it("sums a month's days of what each function ran, and of the rows that the monitor read", async () => {
  operations.GetMetricData = ({ StartTime, EndTime, MetricDataQueries, NextToken }) => {
    // Asked for exactly the month, by the day.
    expect([StartTime, EndTime].map((time) => new Date(Number(time) * 1_000).toISOString())).toEqual([
      "2026-02-01T00:00:00.000Z",
      "2026-03-01T00:00:00.000Z",
    ]);
    expect(MetricDataQueries).toHaveLength(5);
    expect(JSON.stringify(MetricDataQueries)).toContain('"Value":"driftwheel-tides-sweep"');
    const day = (number: number) => Date.UTC(2026, 1, number) / 1_000;
    const values = (Id: string, Values: readonly number[]) => ({
      ...{ Id, Values, StatusCode: "Complete" },
      Timestamps: Values.map((_, place) => day(place + 1)),
    });
    return NextToken
      ? { MetricDataResults: [values("duration0", [20.4]), values("rows", [1_500])] }
      : {
          MetricDataResults: [values("duration0", [1_000, 500]), values("requests0", [288, 287])],
          NextToken: "more",
        };
  };
  expect(await ask()).toEqual({
    ...{ month: "2026-02", region: "eu-north-1", rows: 1_500, unread: null },
    // What never ran is not there.
    functions: [{ name: "sweep", architecture: "arm64", megabytes: 512, milliseconds: 1_520, requests: 575 }],
    models: { all: 3, watched: 2, judged: 1 },
  });
});

it("cannot be read without permission, nor where the functions are not known: that is an answer", async () => {
  operations.GetMetricData = () => {
    throw new WireError("AccessDeniedException", "not authorized to perform cloudwatch:GetMetricData");
  };
  expect((await ask()).unread).toContain("AccessDeniedException: not authorized");
  expect(await ask(null)).toMatchObject({
    functions: [],
    unread: "the deployment's functions are not known here",
  });
});
