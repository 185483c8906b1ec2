import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { describe, expect, it } from "vitest";
import { arrived, checked, hookUnderTest, minutes, now, traces } from "./testing/hook-under-test.ts";
import { driftReport, lake, push, workflowRun } from "./testing/signed-requests.ts";

const current = hookUnderTest();

const details = () => current.hook.memory.events.map(({ event }) => event);

describe("a captured request", () => {
  it.each([
    ["new data", arrived],
    ["an outcome", checked],
    ["a push", push("refs/heads/main", "c0ffee2")],
    ["a drift report", driftReport(200)],
  ])("of %s changes nothing when it is sent again", async (_, request) => {
    await current.hook.send(request);
    const before = traces(current.hook);

    const again = await current.hook.send(request);

    expect(again).toMatchObject({ statusCode: 200, body: '{"result":"repeated"}' });
    expect(traces(current.hook)).toEqual(before);
    expect(before).toEqual([1, ...(request === checked ? [0, 1] : [1, 0])]);
  });

  it("is not made new by headers that nobody signed", async () => {
    const request = push("refs/heads/main", "c0ffee3");
    await current.hook.send(request);

    const again = await current.hook.send({
      ...request,
      headers: { ...request.headers, "x-github-delivery": "another" },
    });

    expect(again.body).toBe('{"result":"repeated"}');
    expect(current.hook.memory.events).toHaveLength(1);
  });

  it("changes nothing after the tolerance either", async () => {
    await current.hook.send(arrived);
    await current.hook.send(workflowRun(5));
    current.hook.memory.now = minutes(60 * 24 * 400);

    expect((await current.hook.send(arrived)).statusCode).toBe(401);
    expect((await current.hook.send(workflowRun(5))).body).toBe('{"result":"repeated"}');
    expect(current.hook.memory.events).toHaveLength(2);
  });

  it("counts once when fifty copies come at once, and the others are told to come again", async () => {
    current.hook.memory.interrupt = () => new Promise((resolve) => setImmediate(resolve));

    const answers = await Promise.all(Array.from({ length: 50 }, () => current.hook.send(workflowRun(6))));

    expect(answers.filter(({ statusCode }) => statusCode === 202)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 503)).toHaveLength(49);
    expect(answers.find(({ statusCode }) => statusCode === 503)?.headers["retry-after"]).toBe("5");
    expect(current.hook.memory.events).toHaveLength(1);
    expect((await current.hook.send(workflowRun(6))).body).toBe('{"result":"repeated"}');
  });

  it("is the sender's own retry when only its timestamp is new", async () => {
    const body = { type: "table.updated", model: "tides", table: "gauges" };
    await current.hook.send(lake("msg_4", now, body));
    current.hook.memory.now = minutes(30);

    expect((await current.hook.send(lake("msg_4", minutes(30), body))).body).toBe('{"result":"repeated"}');
  });
});

describe("when something breaks", () => {
  const breakAt = (what: string, error: Error) => {
    current.hook.memory.interrupt = (at) => {
      if (at === what) throw error;
    };
  };

  it.each(["secret", "claim", "put"])(
    "at %s, nothing is recorded and the next copy is the first",
    async (what) => {
      breakAt(what, new TransientError("throttled"));
      expect((await current.hook.send(arrived)).statusCode).toBe(503);
      expect(traces(current.hook)).toEqual([0, 0, 0]);

      current.hook.memory.interrupt = () => {};
      expect((await current.hook.send(arrived)).statusCode).toBe(202);
      expect(current.hook.memory.events).toHaveLength(1);
    },
  );

  it("after the event was put, it is put again with the same key once the claim is old", async () => {
    breakAt("confirm", new TransientError("unreachable"));
    expect((await current.hook.send(workflowRun(7))).statusCode).toBe(503);
    current.hook.memory.interrupt = () => {};
    expect((await current.hook.send(workflowRun(7))).statusCode).toBe(503);

    current.hook.memory.now = minutes(2);
    expect((await current.hook.send(workflowRun(7))).statusCode).toBe(202);
    expect((await current.hook.send(workflowRun(7))).body).toBe('{"result":"repeated"}');
    expect(new Set(details().map(({ detail }) => detail.key)).size).toBe(1);
  });

  it("while an outcome is counted, it is rather lost than counted twice, and the operator hears of it", async () => {
    breakAt("count", new Error("socket hang up"));
    expect((await current.hook.send(checked)).statusCode).toBe(503);
    expect(current.lines.join("")).toContain("perhaps lost");

    current.hook.memory.interrupt = () => {};
    current.hook.memory.now = minutes(2);
    expect((await current.hook.send(checked)).body).toBe('{"result":"repeated"}');
    expect(current.hook.memory.outcomes).toEqual([]);
  });

  it("an outcome that CloudWatch did not count is counted when it comes again", async () => {
    current.hook.memory.counts = "not-counted";
    expect((await current.hook.send(checked)).statusCode).toBe(503);

    current.hook.memory.counts = "counted";
    expect((await current.hook.send(checked)).statusCode).toBe(202);
    expect(current.hook.memory.outcomes).toHaveLength(1);
  });
});
