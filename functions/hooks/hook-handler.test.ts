import { describe, expect, it } from "vitest";
import { hookFleet } from "./testing/hook-fleet.ts";
import { arrived, checked, hookUnderTest, now, traces } from "./testing/hook-under-test.ts";
import { runHook } from "./testing/run-hook.ts";
import {
  driftReport,
  github,
  lake,
  plain,
  push,
  release,
  type Signed,
  watcher,
  workflowRun,
} from "./testing/signed-requests.ts";

const current = hookUnderTest();

const details = () => current.hook.memory.events.map(({ event }) => event);

describe("a verified webhook", () => {
  it("that tells of new data becomes an event with the sender's words on one line", async () => {
    expect(await current.hook.send(arrived)).toMatchObject({ statusCode: 202, body: '{"result":"taken"}' });

    expect(current.hook.memory.events).toEqual([
      {
        at: "2026-05-04T10:00:00.000Z",
        event: {
          bus: "default",
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
    await current.hook.send(workflowRun(31));
    await current.hook.send(release("12"));

    expect(details().map(({ detail }) => detail)).toMatchObject([
      {
        model: "tides",
        command: { name: "retrain" },
        by: "hook:github",
        reason: "label tides",
      },
      { command: { name: "approve", version: 12 }, reason: "webhook of github" },
    ]);
    // On the bus whose policy lets nobody else put events of this source, which is what makes them a webhook's.
    expect(details()[0]).toMatchObject({
      bus: "driftwheel",
      source: "driftwheel.hook",
      detailType: "Command Given",
    });
  });

  it("that brings outcomes has them counted for the model's endpoint", async () => {
    expect((await current.hook.send(checked)).statusCode).toBe(202);

    expect(current.hook.memory.outcomes).toEqual([
      { endpoint: "tides-prod", outcome: { variant: "v2", successes: 41, trials: 50, at: null } },
    ]);
  });

  it("that says when the requests of its outcomes came has them counted for that time", async () => {
    const requestedAt = new Date(now.getTime() - 3_600_000).toISOString();
    const told = { type: "answers.checked", variant: "v2", right: 41, checked: 50, requestedAt };
    expect((await current.hook.send(lake("msg_9", now, told))).statusCode).toBe(202);

    expect(current.hook.memory.outcomes).toMatchObject([{ outcome: { at: now.getTime() - 3_600_000 } }]);
  });

  it("that is a drift report is passed on as one of another tool's, for the endpoint of its rule", async () => {
    await current.hook.send(driftReport(310));

    expect(details()).toMatchObject([
      {
        bus: "default",
        source: "driftwheel.monitor",
        detailType: "Drift Report",
        detail: { endpoint: "tides-prod", source: "external", rows: 310 },
      },
    ]);
  });

  it("that no rule is true of is ignored, with why, and leaves nothing behind", async () => {
    const answer = await current.hook.send(push("refs/heads/draft", "c0ffee1"));

    expect(answer.statusCode).toBe(202);
    expect(JSON.parse(answer.body)).toMatchObject({
      result: "ignored",
      why: expect.stringContaining("body.ref"),
    });
    expect(traces(current.hook)).toEqual([0, 0, 0]);
  });

  it("that only says hello is greeted", async () => {
    const ping = github("ping", {
      zen: "Keep it logically awesome.",
      hook_id: 3,
      hook: { type: "Repository" },
    });

    expect(await current.hook.send(ping)).toMatchObject({ statusCode: 200, body: '{"result":"pong"}' });
    expect(traces(current.hook)).toEqual([0, 0, 0]);
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
    ...[
      ["of no offset", "2026-04-07T09:00:00"],
      ["no time", 7],
      ["before the two weeks that metrics are taken of", "2020-01-01T00:00:00Z"],
      ["of another year", "2099-01-01T00:00:00Z"],
    ].map(([what, value]): [string, Signed, unknown] => [
      `a request's time that is ${what}`,
      lake("msg_4", now, {
        type: "answers.checked",
        variant: "v2",
        right: 5,
        checked: 50,
        requestedAt: value,
      }),
      {
        path: "rules.1.at",
        expression: "body.requestedAt",
        value,
        expected: "a time of the two weeks before now, as in 2026-04-07T09:00:00Z",
      },
    ]),
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
    const answer = await current.hook.send(request);

    expect(answer.statusCode).toBe(422);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(answer.body).errors).toEqual([fault]);
    expect(traces(current.hook)).toEqual([0, 0, 0]);
  });

  it("means the same to every rule, whatever the rules before it sorted and reversed", async () => {
    const { plain: source } = hookFleet.hooks ?? {};
    if (!source) throw new Error("no source plain");
    const rules = [
      { when: "sort(body.models)[0] == 'none'", signal: "retrain" as const, model: "tides" },
      {
        when: "reverse(body.models)[0] == 'ebbs' && body.models[0] == 'tides'",
        signal: "retrain" as const,
        model: { from: "body.models[0]" },
        reason: { from: "join(' before ', reverse(body.models))" },
      },
    ];
    current.hook = runHook(now, { ...hookFleet, hooks: { plain: { ...source, rules } } });

    expect((await current.hook.send(plain({ models: ["tides", "moons", "ebbs"] }))).statusCode).toBe(202);
    expect(details()).toMatchObject([
      { detail: { model: "tides", reason: "ebbs before moons before tides" } },
    ]);
  });

  it.each([
    ["sent so", "half \ud83d of a character"],
    ["cut so", `${"y".repeat(499)}\u{1F30A}`],
  ])("puts no half of a character into its event: %s", async (_, reason) => {
    const { plain: source } = hookFleet.hooks ?? {};
    if (!source) throw new Error("no source plain");
    const rules = [{ signal: "retrain" as const, model: "tides", reason: { from: "body.reason" } }];
    current.hook = runHook(now, { ...hookFleet, hooks: { plain: { ...source, rules } } });

    expect((await current.hook.send(plain({ reason }))).statusCode).toBe(202);
    const [put] = details();
    expect(put).toMatchObject({ detail: { reason: reason.slice(0, 500).toWellFormed() } });
  });

  it("that is a form is told how to send JSON", async () => {
    const answer = await current.hook.send(github("issues", "payload=%7B%22action%22%3A%22opened%22%7D"));

    expect(answer).toMatchObject({ statusCode: 422, body: expect.stringContaining("application/json") });
  });

  it("by a rule that is no JMESPath is told so, and the operator too", async () => {
    const { plain: source } = hookFleet.hooks ?? {};
    if (!source) throw new Error("no source plain");
    const rules = [{ ...source.rules[0], signal: "retrain" as const, when: "body.[" }];
    current.hook = runHook(now, { ...hookFleet, hooks: { plain: { ...source, rules } } });

    const answer = await current.hook.send(plain({ model: "tides" }));

    expect(answer).toMatchObject({
      statusCode: 500,
      body: expect.stringContaining("hooks.plain.rules.0.when"),
    });
    expect(current.lines.join("")).toContain('"level":"ERROR"');
    expect(traces(current.hook)).toEqual([0, 0, 0]);
  });
});
