import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Running, runHook } from "./testing/run-hook.ts";
import { driftReport, lake, push, workflowRun } from "./testing/signed-requests.ts";

const now = new Date("2026-05-04T10:00:00.000Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const arrived = lake("msg_1", now, { type: "table.updated", model: "tides", table: "gauges\n2026-05" });
const checked = lake("msg_2", now, { type: "answers.checked", variant: "v2", right: 41, checked: 50 });

let lines: string[];
let hook: Running;

beforeEach(() => {
  lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  hook = runHook(now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const details = () => hook.memory.events.map(({ event }) => event);
const traces = ({ memory }: Running) => [memory.records.size, memory.events.length, memory.outcomes.length];

describe("a captured request", () => {
  it.each([
    ["new data", arrived],
    ["an outcome", checked],
    ["a push", push("refs/heads/main", "c0ffee2")],
    ["a drift report", driftReport(200)],
  ])("of %s changes nothing when it is sent again", async (_, request) => {
    await hook.send(request);
    const before = traces(hook);

    const again = await hook.send(request);

    expect(again).toMatchObject({ statusCode: 200, body: '{"result":"repeated"}' });
    expect(traces(hook)).toEqual(before);
    expect(before).toEqual([1, ...(request === checked ? [0, 1] : [1, 0])]);
  });

  it("is not made new by headers that nobody signed", async () => {
    const request = push("refs/heads/main", "c0ffee3");
    await hook.send(request);

    const again = await hook.send({
      ...request,
      headers: { ...request.headers, "x-github-delivery": "another" },
    });

    expect(again.body).toBe('{"result":"repeated"}');
    expect(hook.memory.events).toHaveLength(1);
  });

  it("changes nothing after the tolerance either", async () => {
    await hook.send(arrived);
    await hook.send(workflowRun(5));
    hook.memory.now = minutes(60 * 24 * 400);

    expect((await hook.send(arrived)).statusCode).toBe(401);
    expect((await hook.send(workflowRun(5))).body).toBe('{"result":"repeated"}');
    expect(hook.memory.events).toHaveLength(2);
  });

  it("counts once when fifty copies come at once, and the others are told to come again", async () => {
    hook.memory.interrupt = () => new Promise((resolve) => setImmediate(resolve));

    const answers = await Promise.all(Array.from({ length: 50 }, () => hook.send(workflowRun(6))));

    expect(answers.filter(({ statusCode }) => statusCode === 202)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 503)).toHaveLength(49);
    expect(answers.find(({ statusCode }) => statusCode === 503)?.headers["retry-after"]).toBe("5");
    expect(hook.memory.events).toHaveLength(1);
    expect((await hook.send(workflowRun(6))).body).toBe('{"result":"repeated"}');
  });

  it("is the sender's own retry when only its timestamp is new", async () => {
    const body = { type: "table.updated", model: "tides", table: "gauges" };
    await hook.send(lake("msg_4", now, body));
    hook.memory.now = minutes(30);

    expect((await hook.send(lake("msg_4", minutes(30), body))).body).toBe('{"result":"repeated"}');
  });
});

describe("when something breaks", () => {
  const breakAt = (what: string, error: Error) => {
    hook.memory.interrupt = (at) => {
      if (at === what) throw error;
    };
  };

  it.each(["secret", "claim", "put"])(
    "at %s, nothing is recorded and the next copy is the first",
    async (what) => {
      breakAt(what, new TransientError("throttled"));
      expect((await hook.send(arrived)).statusCode).toBe(503);
      expect(traces(hook)).toEqual([0, 0, 0]);

      hook.memory.interrupt = () => {};
      expect((await hook.send(arrived)).statusCode).toBe(202);
      expect(hook.memory.events).toHaveLength(1);
    },
  );

  it("after the event was put, it is put again with the same key once the claim is old", async () => {
    breakAt("confirm", new TransientError("unreachable"));
    expect((await hook.send(workflowRun(7))).statusCode).toBe(503);
    hook.memory.interrupt = () => {};
    expect((await hook.send(workflowRun(7))).statusCode).toBe(503);

    hook.memory.now = minutes(2);
    expect((await hook.send(workflowRun(7))).statusCode).toBe(202);
    expect((await hook.send(workflowRun(7))).body).toBe('{"result":"repeated"}');
    expect(new Set(details().map(({ detail }) => detail.key)).size).toBe(1);
  });

  it("while an outcome is counted, it is rather lost than counted twice, and the operator hears of it", async () => {
    breakAt("count", new Error("socket hang up"));
    expect((await hook.send(checked)).statusCode).toBe(503);
    expect(lines.join("")).toContain("perhaps lost");

    hook.memory.interrupt = () => {};
    hook.memory.now = minutes(2);
    expect((await hook.send(checked)).body).toBe('{"result":"repeated"}');
    expect(hook.memory.outcomes).toEqual([]);
  });

  it("an outcome that CloudWatch did not count is counted when it comes again", async () => {
    hook.memory.counts = "not-counted";
    expect((await hook.send(checked)).statusCode).toBe(503);

    hook.memory.counts = "counted";
    expect((await hook.send(checked)).statusCode).toBe(202);
    expect(hook.memory.outcomes).toHaveLength(1);
  });
});
