import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createWorld, type LocalWorld } from "../create-world.ts";
import { runOperation } from "../protocols/run-operation.ts";
import { logsService } from "./service.ts";

/** The local AWS's own, since no other package here needs the SDK's client; boto3 and the AWS CLI call it elsewhere. */
let world: LocalWorld;
let call: (operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000, toFake: ["Date"] });
  world = createWorld();
  const { operations } = logsService(world, world.logs);
  call = async (operation, input) => {
    const answer = await operations.get(operation)?.(input, { requestId: "r" });
    // Every answer of the service is an object.
    return answer as Record<string, unknown>;
  };
  for (let at = 1; at <= 5; at++) {
    vi.setSystemTime(1_000 * at);
    world.logs.write(
      "/aws/sagemaker/TrainingJobs",
      at % 2 === 0 ? "even/algo-1-1" : "odd/algo-1-1",
      `line ${at}`,
    );
  }
});
afterEach(() => {
  world.close();
  vi.useRealTimers();
});

const group = { logGroupName: "/aws/sagemaker/TrainingJobs" };
const odd = { ...group, logStreamName: "odd/algo-1-1" };
const messages = ({ events }: Record<string, unknown>) =>
  // Of events, as the next lines compare them.
  (events as readonly { readonly message: string }[]).map(({ message }) => message);

describe("CloudWatch Logs", () => {
  it("lists groups and streams, the latest first when asked", async () => {
    expect(await call("DescribeLogGroups", { logGroupNamePrefix: "/aws/sage" })).toMatchObject({
      logGroups: [
        {
          logGroupName: "/aws/sagemaker/TrainingJobs",
          arn: "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/TrainingJobs:*",
          storedBytes: 30,
        },
      ],
    });
    const streams = await call("DescribeLogStreams", {
      ...group,
      orderBy: "LastEventTime",
      descending: true,
    });
    expect(streams).toMatchObject({
      logStreams: [
        { logStreamName: "odd/algo-1-1", firstEventTimestamp: 1_000, lastEventTimestamp: 5_000 },
        { logStreamName: "even/algo-1-1", lastEventTimestamp: 4_000 },
      ],
    });
  });

  it("reads a stream forward by its tokens, to an end whose token stays the same", async () => {
    const first = await call("GetLogEvents", { ...odd, startFromHead: true, limit: 2 });
    expect(messages(first)).toEqual(["line 1", "line 3"]);
    const second = await call("GetLogEvents", { ...odd, nextToken: first.nextForwardToken });
    expect(messages(second)).toEqual(["line 5"]);
    const end = await call("GetLogEvents", { ...odd, nextToken: second.nextForwardToken });
    expect([messages(end), end.nextForwardToken]).toEqual([[], second.nextForwardToken]);
    world.logs.write(group.logGroupName, "odd/algo-1-1", "line 6");
    expect(messages(await call("GetLogEvents", { ...odd, nextToken: end.nextForwardToken }))).toEqual([
      "line 6",
    ]);
  });

  it("reads the latest of a stream, and back from there", async () => {
    const latest = await call("GetLogEvents", { ...odd, limit: 2 });
    expect(messages(latest)).toEqual(["line 3", "line 5"]);
    expect(
      messages(await call("GetLogEvents", { ...odd, limit: 2, nextToken: latest.nextBackwardToken })),
    ).toEqual(["line 1"]);
    expect(messages(await call("GetLogEvents", { ...odd, startTime: 3_000, endTime: 5_000 }))).toEqual([
      "line 3",
    ]);
  });

  it.each([
    [{}, [1, 2, 3, 4, 5]],
    [{ logStreamNamePrefix: "even" }, [2, 4]],
    [{ logStreamNames: ["odd/algo-1-1"], startTime: 3_000 }, [3, 5]],
    [{ endTime: 2_000 }, [1, 2]],
    [{ filterPattern: "line 3" }, [3]],
    [{ filterPattern: '?"line 1" ?4' }, [1, 4]],
    [{ filterPattern: "line -3 -4" }, [1, 2, 5]],
  ])("filters a group's events by %j", async (filter, wanted) => {
    expect(messages(await call("FilterLogEvents", { ...group, ...filter }))).toEqual(
      wanted.map((number) => `line ${number}`),
    );
  });

  it.each([
    ["DescribeLogGroups", {}, { includeLinkedAccounts: true }],
    ["GetLogEvents", odd, { unmask: true }],
    ["FilterLogEvents", group, { interleaved: true }],
  ])("tells the operator what %s of it does not do", async (operation, input, ignored) => {
    const told: string[] = [];
    const listening = { ...world, warn: (line: string) => told.push(line) };
    const service = logsService(listening, world.logs);
    await runOperation(service, operation, { ...input, ...ignored }, { requestId: "one" }, listening);
    expect(told).toEqual([
      `logs: ${operation} was asked with ${Object.keys(ignored)[0]}, which is not implemented here and does nothing.`,
    ]);
  });

  it("filters page by page", async () => {
    const first = await call("FilterLogEvents", { ...group, limit: 3 });
    const rest = await call("FilterLogEvents", { ...group, limit: 3, nextToken: first.nextToken });
    expect([...messages(first), ...messages(rest)]).toHaveLength(5);
    expect(rest.nextToken).toBeUndefined();
  });

  it.each([
    ["DescribeLogStreams", { logGroupName: "other" }, "The specified log group does not exist."],
    ["GetLogEvents", { ...odd, logStreamName: "other" }, "The specified log stream does not exist."],
    ["GetLogEvents", { ...odd, nextToken: "x" }, "The specified nextToken is invalid."],
    [
      "FilterLogEvents",
      { ...group, filterPattern: "{ $.level = 3 }" },
      "implements filter patterns of words only",
    ],
    ["FilterLogEvents", {}, "Either logGroupName or logGroupIdentifier must be given."],
  ])("%s refuses %j", async (operation, input, message) => {
    await expect(call(operation, input)).rejects.toThrow(message);
  });
});
