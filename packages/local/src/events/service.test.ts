import {
  CreateEventBusCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  PutEventsCommand,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createWorld } from "../create-world.ts";
import { type LocalServer, startLocal } from "../server.ts";
import type { EventEnvelope } from "./envelope.ts";

let server: LocalServer;
let events: EventBridgeClient;
let handled: EventEnvelope[] = [];
const ticks: unknown[] = [];

beforeAll(async () => {
  server = await startLocal({
    functions: {
      names: ["drift", "sweep"],
      durable: new Set(),
      routes: [
        { name: "report", function: "drift", bus: "default", pattern: { source: ["driftwheel.monitor"] } },
        {
          name: "promoted",
          function: "drift",
          bus: "driftwheel",
          pattern: { "detail-type": ["rollout-promoted"] },
        },
      ],
      schedules: [{ name: "sweep", function: "sweep", every: 3_600_000 }],
      load: async (name) => async (event) => {
        if (name === "sweep") ticks.push(event);
        // The queue of that function sends nothing else.
        else handled.push(...(event as SQSEvent).Records.map(({ body }) => JSON.parse(body)));
      },
    },
    schedules: { sweep: 40 },
  });
  events = new EventBridgeClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});

beforeEach(() => {
  handled = [];
});

afterAll(async () => {
  events.destroy();
  await server.close();
});

const report = { Source: "driftwheel.monitor", DetailType: "Drift Report", Detail: '{"rows":400}' };

describe("PutEvents", () => {
  it("brings an event to the function that the route table names", async () => {
    const { Entries, FailedEntryCount } = await events.send(
      new PutEventsCommand({
        Entries: [{ ...report, Time: new Date("2026-10-01T12:00:00.500Z"), Resources: ["arn:aws:x"] }],
      }),
    );

    await expect.poll(() => handled).toHaveLength(1);
    expect(FailedEntryCount).toBe(0);
    expect(handled[0]).toEqual({
      version: "0",
      id: Entries?.[0]?.EventId,
      "detail-type": "Drift Report",
      source: "driftwheel.monitor",
      account: "111122223333",
      time: "2026-10-01T12:00:00Z",
      region: "eu-west-1",
      resources: ["arn:aws:x"],
      detail: { rows: 400 },
    });
  });

  it("keeps the buses apart, whether they are named or given by ARN", async () => {
    const promoted = { Source: "driftwheel", DetailType: "rollout-promoted", Detail: "{}" };
    await events.send(
      new PutEventsCommand({
        Entries: [
          promoted,
          { ...promoted, EventBusName: "arn:aws:events:eu-west-1:111122223333:event-bus/driftwheel" },
        ],
      }),
    );

    await expect.poll(() => handled).toHaveLength(1);
    await expect.poll(() => server.idle()).toBe(true);
    expect(handled).toHaveLength(1);
  });

  it("tells each entry what is wrong with it and takes the others", async () => {
    const { Entries, FailedEntryCount } = await events.send(
      new PutEventsCommand({
        Entries: [
          report,
          { ...report, Detail: "{" },
          { ...report, Source: "aws.sagemaker" },
          { ...report, DetailType: undefined },
        ],
      }),
    );

    expect(FailedEntryCount).toBe(3);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      "MalformedDetail",
      "NotAuthorizedForSourceException",
      "InvalidArgument",
    ]);
  });

  it("refuses more than ten entries", async () => {
    const sent = events.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => report) }));

    await expect(sent).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("less than or equal to 10"),
    });
  });
});

it("calls a scheduled function again and again with a Scheduled Event", async () => {
  await expect.poll(() => ticks.length).toBeGreaterThanOrEqual(2);

  expect(ticks[0]).toMatchObject({
    source: "aws.events",
    "detail-type": "Scheduled Event",
    resources: ["arn:aws:events:eu-west-1:111122223333:rule/sweep"],
    detail: {},
  });
});

it("shows its rules and tries a pattern", async () => {
  const { Rules } = await events.send(new ListRulesCommand({ EventBusName: "driftwheel" }));
  const tried = await events.send(
    new TestEventPatternCommand({ EventPattern: '{"source":["a"]}', Event: '{"source":"a"}' }),
  );

  expect(Rules?.map(({ Name }) => Name)).toEqual(["promoted"]);
  expect(tried.Result).toBe(true);
});

it("says what it does not implement", async () => {
  await expect(events.send(new DescribeRuleCommand({ Name: "report" }))).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: "Driftwheel's local AWS does not implement AWSEvents.DescribeRule.",
  });
});

describe("a service's own events", () => {
  const arrivals = async (seed: number, repeatRate: number) => {
    const world = createWorld({ seed, delivery: { repeatRate, maximumDelay: 150 } });
    const seen: EventEnvelope[] = [];
    world.buses.observe((_, event) => seen.push(event));
    for (let job = 0; job < 30; job++) {
      world.emit({
        bus: "default",
        source: "aws.sagemaker",
        detailType: "T",
        resources: [],
        detail: { job },
      });
    }
    await expect.poll(() => world.buses.idle).toBe(true);
    world.close();
    return seen;
  };

  it("come at least once each, some of them twice under an id of their own, and out of order", async () => {
    const seen = await arrivals(7, 0.2);

    const jobs = seen.map(({ detail }) => detail.job);
    expect(new Set(jobs).size).toBe(30);
    expect(jobs.length).toBeGreaterThan(30);
    expect(jobs.length).toBeLessThan(45);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(jobs).not.toEqual(jobs.toSorted((a, b) => Number(a) - Number(b)));
  });

  it("repeat as the seed says", async () => {
    const [first, again, other] = await Promise.all([arrivals(7, 0.2), arrivals(7, 0.2), arrivals(8, 0.2)]);
    const repeated = (seen: readonly EventEnvelope[]) => {
      const jobs = seen.map(({ detail }) => Number(detail.job)).sort((a, b) => a - b);
      return jobs.filter((job, index) => job === jobs[index - 1]);
    };

    expect(repeated(again)).toEqual(repeated(first));
    expect(repeated(other)).not.toEqual(repeated(first));
  });
});

it("a bus tells when it was made", async () => {
  const begun = Date.now() - 1_000;
  await events.send(new CreateEventBusCommand({ Name: "tides" }));

  const described = await events.send(new DescribeEventBusCommand({ Name: "tides" }));
  const { EventBuses } = await events.send(new ListEventBusesCommand({ NamePrefix: "tides" }));

  expect(described.CreationTime?.getTime()).toBeGreaterThan(begun);
  expect(described.LastModifiedTime).toEqual(described.CreationTime);
  expect(EventBuses).toEqual([
    {
      Name: "tides",
      Arn: described.Arn,
      CreationTime: described.CreationTime,
      LastModifiedTime: described.CreationTime,
    },
  ]);
});
