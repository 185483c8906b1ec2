import { TransientError } from "@driftwheel/core/shell/errors.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hookFleet } from "./hook-testing/hook-fleet.ts";
import { type Running, runHook } from "./hook-testing/run-hook.ts";
import {
  driftReport,
  github,
  lake,
  payloadOf,
  plain,
  push,
  release,
  type Signed,
  watcher,
  workflowRun,
} from "./hook-testing/signed-requests.ts";

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

describe("a verified webhook", () => {
  it("that tells of new data becomes an event with the sender's words on one line", async () => {
    expect(await hook.send(arrived)).toMatchObject({ statusCode: 202, body: '{"result":"taken"}' });

    expect(hook.memory.events).toEqual([
      {
        at: "2026-05-04T10:00:00.000Z",
        event: {
          source: "driftwheel.hook",
          detailType: "New Data",
          detail: {
            model: "tides",
            source: "lake",
            description: "gauges 2026-05",
            key: expect.stringMatching(/^hook lake [0-9a-f]{64}$/),
          },
        },
      },
    ]);
  });

  it("that asks for something becomes a command in the source's name", async () => {
    await hook.send(workflowRun(31));
    await hook.send(release("12"));

    expect(details().map(({ detail }) => detail)).toMatchObject([
      {
        model: "tides",
        command: { name: "retrain" },
        by: "hook:github",
        route: "hook",
        reason: "label tides",
      },
      { command: { name: "approve", version: 12 }, reason: "webhook of github" },
    ]);
    expect(details()[0]).toMatchObject({ source: "driftwheel.command", detailType: "Command Given" });
  });

  it("that brings outcomes has them counted for the model's endpoint", async () => {
    expect((await hook.send(checked)).statusCode).toBe(202);

    expect(hook.memory.outcomes).toEqual([
      { endpoint: "tides-prod", outcome: { variant: "v2", successes: 41, trials: 50 } },
    ]);
  });

  it("that is a drift report is passed on as one of another tool's, for the endpoint of its rule", async () => {
    await hook.send(driftReport(310));

    expect(details()).toMatchObject([
      {
        source: "driftwheel.monitor",
        detailType: "Drift Report",
        detail: { endpoint: "tides-prod", source: "external", rows: 310 },
      },
    ]);
  });

  it("that no rule is true of is ignored, with why, and leaves nothing behind", async () => {
    const answer = await hook.send(push("refs/heads/draft", "c0ffee1"));

    expect(answer.statusCode).toBe(202);
    expect(JSON.parse(answer.body)).toMatchObject({
      result: "ignored",
      why: expect.stringContaining("body.ref"),
    });
    expect(traces(hook)).toEqual([0, 0, 0]);
  });

  it("that only says hello is greeted", async () => {
    const ping = github("ping", {
      zen: "Keep it logically awesome.",
      hook_id: 3,
      hook: { type: "Repository" },
    });

    expect(await hook.send(ping)).toMatchObject({ statusCode: 200, body: '{"result":"pong"}' });
    expect(traces(hook)).toEqual([0, 0, 0]);
  });

  it.each<[string, Signed, unknown]>([
    [
      "a model that the fleet lacks",
      plain({ model: "tide" }),
      {
        path: "rules.0.model",
        expression: "body.model",
        value: "tide",
        expected: expect.stringContaining("tides"),
      },
    ],
    [
      "no model at all",
      plain({ modle: "tides" }),
      { path: "rules.0.model", expression: "body.model", value: null, expected: expect.any(String) },
    ],
    [
      "a version that is none",
      release("v1.2"),
      {
        path: "rules.0.version",
        expression: "body.release.tag_name",
        value: "v1.2",
        expected: "a version number, 1 or more",
      },
    ],
    [
      "more successes than trials",
      lake("msg_3", now, { type: "answers.checked", variant: "v2", right: 51, checked: 50 }),
      {
        path: "rules.1.successes",
        expression: "body.right",
        value: 51,
        expected: "at most as many as trials, 50",
      },
    ],
    [
      "a report without features",
      watcher({
        report: {
          windowStart: "2026-05-04T08:00:00Z",
          windowEnd: "2026-05-04T09:00:00Z",
          rows: 9,
          features: [],
        },
      }),
      {
        path: "rules.1.report",
        expression: "body.report",
        value: null,
        expected: expect.stringContaining("detail.features"),
      },
    ],
    [
      "a body that a when cannot be asked of",
      github("push", { ref: 5, before: "a", after: "b", commits: [] }),
      {
        path: "rules.2.when",
        expression: expect.stringContaining("ends_with"),
        value: null,
        expected: expect.any(String),
      },
    ],
  ])("with %s is told which expression, which value and what would be right", async (_, request, fault) => {
    const answer = await hook.send(request);

    expect(answer.statusCode).toBe(422);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(answer.body).errors).toEqual([fault]);
    expect(traces(hook)).toEqual([0, 0, 0]);
  });

  it("that is a form is told how to send JSON", async () => {
    const answer = await hook.send(github("issues", "payload=%7B%22action%22%3A%22opened%22%7D"));

    expect(answer).toMatchObject({ statusCode: 422, body: expect.stringContaining("application/json") });
  });

  it("by a rule that is no JMESPath is told so, and the operator too", async () => {
    const { plain: source } = hookFleet.hooks ?? {};
    if (!source) throw new Error("no source plain");
    const rules = [{ ...source.rules[0], signal: "retrain" as const, when: "body.[" }];
    hook = runHook(now, { ...hookFleet, hooks: { plain: { ...source, rules } } });

    const answer = await hook.send(plain({ model: "tides" }));

    expect(answer).toMatchObject({
      statusCode: 500,
      body: expect.stringContaining("hooks.plain.rules.0.when"),
    });
    expect(lines.join("")).toContain('"level":"ERROR"');
    expect(traces(hook)).toEqual([0, 0, 0]);
  });
});

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
    hook.memory.counts = "not counted";
    expect((await hook.send(checked)).statusCode).toBe(503);

    hook.memory.counts = "counted";
    expect((await hook.send(checked)).statusCode).toBe(202);
    expect(hook.memory.outcomes).toHaveLength(1);
  });
});

describe("whoever does not prove who they are", () => {
  const stale = lake("msg_5", minutes(-5.1), { type: "table.updated", model: "tides" });
  const forged = { ...arrived, headers: { ...arrived.headers, "webhook-signature": "v1,AAAA" } };
  const bare = { ...arrived, headers: { "content-type": "application/json" } };

  it("gets one answer, whatever is wrong", async () => {
    const early = lake("msg_6", minutes(5.1), { type: "table.updated", model: "tides" });
    const requests = [
      stale,
      early,
      forged,
      bare,
      { ...arrived, source: "nobody" },
      { ...bare, source: "__proto__" },
    ];

    const answers = await Promise.all(requests.map((request) => hook.send(request)));

    expect(answers[0]?.statusCode).toBe(401);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(traces(hook)).toEqual([0, 0, 0]);
  });

  it("is named in a line of the log, and the reason with it", async () => {
    await hook.send({ ...forged, source: "nobody" });
    await hook.send(forged);

    const logged = lines.flatMap((line) => (line.includes("refused") ? [JSON.parse(line)] : []));
    expect(logged).toMatchObject([
      { level: "WARN", source: "nobody", why: "there is no such source" },
      { level: "WARN", source: "lake", why: "no signature fits" },
    ]);
  });

  it("costs an unknown source the same reads of secrets as a known one", async () => {
    await hook.send(forged);
    const known = hook.memory.secretReads;
    await hook.send({ ...forged, source: "nobody" });

    expect(known).toBe(1);
    expect(hook.memory.secretReads).toBe(2);
  });

  it("is not let in because a secret cannot be found, and the operator hears of it", async () => {
    hook.memory.secrets.clear();

    const [known, unknown] = [await hook.send(arrived), await hook.send({ ...arrived, source: "nobody" })];

    expect(known.statusCode).toBe(401);
    expect(unknown).toEqual(known);
    const logged = lines.filter((line) => line.includes("ERROR"));
    expect(logged.map((line) => JSON.parse(line).why)).toEqual(["there is no secret /driftwheel/hooks/lake"]);
    expect(traces(hook)).toEqual([0, 0, 0]);
  });

  it("is refused for its size or its encoding before anything else", async () => {
    const large = { ...arrived, body: JSON.stringify("x".repeat(256_000)) };
    const packed = { ...arrived, headers: { ...arrived.headers, "content-encoding": "gzip" } };

    expect((await hook.send(large)).statusCode).toBe(413);
    expect((await hook.send({ ...large, source: "nobody" })).statusCode).toBe(413);
    expect((await hook.send(packed)).statusCode).toBe(415);
  });
});

describe("a request", () => {
  it("is the same one as base64, and with its headers in another case", async () => {
    const raw = payloadOf(arrived);
    const headers = Object.fromEntries(
      Object.entries(arrived.headers).map(([name, value]) => [name.toUpperCase(), value]),
    );

    await hook.send({ ...raw, body: Buffer.from(arrived.body).toString("base64"), isBase64Encoded: true });

    expect((await hook.send({ ...raw, headers })).body).toBe('{"result":"repeated"}');
  });

  it("is taken by the old secret and by the new one while both live, and by the new one only afterwards", async () => {
    const name = "/driftwheel/hooks/lake";
    const [one = "", two = ""] = hook.memory.secrets.get(name) ?? [];
    const body = { type: "table.updated", model: "tides" };
    expect((await hook.send(lake("msg_7", now, body, one))).statusCode).toBe(202);
    expect((await hook.send(lake("msg_8", now, body, two))).statusCode).toBe(202);

    hook.memory.secrets.set(name, ["whsec_dGhlIGRheXMgYWZ0ZXIgdGhlIHR1cm4gb2YgdGlkZQ==", two]);
    const third = "whsec_dGhlIGRheXMgYWZ0ZXIgdGhlIHR1cm4gb2YgdGlkZQ==";
    expect((await hook.send(lake("msg_9", now, body, third))).statusCode).toBe(202);
    expect((await hook.send(lake("msg_10", now, body, one))).statusCode).toBe(401);
  });

  it("must come through the front door when there is one", async () => {
    hook = runHook(now, hookFleet, "/driftwheel/origin");
    hook.memory.secrets.set("/driftwheel/origin", ["front-door-b", "front-door-a"]);
    const through = (secret: string) => ({
      ...arrived,
      headers: { ...arrived.headers, "X-Driftwheel-Origin": secret },
    });

    expect((await hook.send(arrived)).statusCode).toBe(403);
    expect((await hook.send(through("front-door-c"))).statusCode).toBe(403);
    expect(traces(hook)).toEqual([0, 0, 0]);
    expect((await hook.send(through("front-door-a"))).statusCode).toBe(202);
    expect((await hook.send(through("front-door-b"))).body).toBe('{"result":"repeated"}');
  });
});
