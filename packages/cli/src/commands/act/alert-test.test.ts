import { afterEach, expect, test } from "vitest";
import { type ApiServer, apiServer, type Reply } from "../../../test/api-server.ts";
import { sampleState } from "../../../test/sample-state.ts";
import { type Changes, type } from "../../../test/terminal.ts";

let server: ApiServer | null = null;
afterEach(() => server?.close());

const arn = "arn:aws:sns:eu-west-3:444455556666:driftwheel-prod-page";
const entry = (sequence: number, kind: string, causedBy: string | number, data: object) => ({
  ...{ model: "frost", sequence, kind, at: "2026-03-02T12:00:00.000Z", because: "So it was." },
  ...{ causedBy, data },
});
const raised = (sequence: number, severity: string, aboutKind = "test") =>
  entry(sequence, "alert-raised", 24, {
    about: 24,
    aboutKind,
    severity,
    key: `k/${severity}`,
    subject: "TEST",
  });
const answered = (of: number, kind: string, data: object) =>
  entry(of + 10, kind, of, { of, effect: "send-alert", token: "t", ...data });
const done = (of: number, answer: object) => answered(of, "effect-done", { answer });
const subscription = (name: string, changes: object = {}) => ({
  ...{ name, format: "standard", kinds: null, models: null, status: "live", since: null, why: null },
  ...changes,
});
const delivery = (sequence: number, status: string, attempts: readonly object[]) => ({
  ...{ id: `msg_frost_${sequence}`, model: "frost", sequence, kind: "alert-raised" },
  ...{ createdAt: "2026-03-02T12:00:00.000Z", status, attempts },
});
const attempt = (status: number | null, error: string | null = null, next: string | null = null) => ({
  ...{ at: "2026-03-02T12:00:01.000Z", status, error, next },
});

interface World {
  readonly severities?: readonly string[];
  readonly entries?: readonly (readonly object[])[];
  readonly subscriptions?: readonly object[];
  readonly deliveries?: Readonly<Record<string, readonly object[]>>;
}

async function testAlerts(
  { severities = ["page"], entries = [[done(25, { message: "m-1", topic: arn })]], ...world }: World,
  words: readonly string[] = [],
  changes: Changes = {},
) {
  const alerts = severities.map((severity, index) => raised(25 + index, severity));
  const accepted = entry(24, "command-accepted", "key", {});
  const answer = { result: "accepted", sequence: 30, entries: [accepted, ...alerts], why: null };
  const replies: Record<string, Reply | readonly Reply[]> = {
    "GET /models/frost": { body: sampleState },
    "POST /models/frost/test-alerts": { body: answer },
    "GET /models/frost/entries?after=25&limit=200": entries.map((page) => ({
      body: { entries: page, next: null },
    })),
    "GET /webhooks": { body: { subscriptions: world.subscriptions ?? [] } },
  };
  for (const [name, deliveries] of Object.entries(world.deliveries ?? {})) {
    replies[`GET /webhooks/${name}/deliveries?limit=200`] = { body: { deliveries, next: null } };
  }
  server = await apiServer(replies);
  const asked = severities.flatMap((severity) => ["--severity", severity]);
  const said = await type(
    ["alert-test", "frost", ...asked, "--because", "a new pager", "--api", server.url, ...words],
    changes,
  );
  return { ...said, posted: server.received.filter(({ method }) => method === "POST") };
}

test("it is given on how the model stands, with each severity once", async () => {
  const { code, posted } = await testAlerts(
    {
      severities: ["page", "notify", "page"],
      entries: [[done(25, { message: "m-1", topic: arn }), done(26, { message: "m-2", topic: arn })], []],
    },
    ["--wait", "0"],
  );
  expect(posted).toMatchObject([
    { body: { reason: "a new pager", expectedSequence: 23, severities: ["page", "notify"] } },
  ]);
  // The answer of this server has three alerts; of the third nobody knows.
  expect(code).toBe(1);
});

test("a terminal shows what went where, and how to see that it arrived", async () => {
  const { code, out, hints } = await testAlerts(
    {
      subscriptions: [
        subscription("slack", { format: "slack", kinds: ["alert-raised"] }),
        subscription("audit", { kinds: ["rollout-promoted"] }),
        subscription("hail", { models: ["hail"] }),
      ],
      deliveries: { slack: [delivery(25, "delivered", [attempt(200)])] },
    },
    [],
    { columns: 120 },
  );
  expect({ code, hints }).toEqual({ code: 0, hints: [] });
  expect(out).toEqual([
    "severity   #  to                          status  what is known",
    "page      25  topic driftwheel-prod-page  sent    message m-1",
    "page      25  webhook slack               sent    HTTP 200",
    "",
    "Did it arrive? Look for the subject that begins with: TEST, nothing is wrong",
    "A topic takes messages also when nobody listens. Who does:",
    `  aws sns list-subscriptions-by-topic --topic-arn ${arn}`,
    "What a webhook's receiver answered:",
    "  driftwheel hooks slack",
  ]);
});

test("what is kept for a digest did go out, and the text says when it comes", async () => {
  const { code, out } = await testAlerts(
    { severities: ["notify"], entries: [[done(25, { kept: "for the digest" })]] },
    [],
    { columns: 120 },
  );
  expect(code).toBe(0);
  expect(out).toContain("What is kept comes in the next digest, when quiet hours or the storm are over.");
  expect(out).toContain("No webhook of the fleet takes alerts of frost: driftwheel hooks lists them.");
});

test("it waits until everything is known", async () => {
  const { code, waits } = await testAlerts({ entries: [[], [], [done(25, { message: "m-1", topic: arn })]] });
  expect({ code, waits }).toEqual({ code: 0, waits: [1_000, 1_000] });
});

test.each([
  ["was refused", [answered(25, "effect-failed", { error: "no such topic" })], "failed", "no such topic"],
  ["is refused for now", [answered(25, "effect-postponed", { error: "denied" })], "failed", "denied"],
  ["is not known", [], "waiting", "the ledger does not say so far that it was sent"],
])("a topic that %s ends with 1 and says why", async (_, entries, status, detail) => {
  const { code, out, hints } = await testAlerts({ entries: [entries] }, ["--wait", "2"]);
  expect(code).toBe(1);
  expect(JSON.parse(out[0] ?? "")).toMatchObject({
    result: "accepted",
    receipts: [{ severity: "page", alert: 25, to: "topic", name: null, status, detail }],
  });
  expect(hints).toEqual([
    "1 of 1 did not go out within 2 seconds. Why stands above; what to do: docs/guides/first-hour.md",
  ]);
});

test.each([
  [delivery(25, "dead", [attempt(500, "answered 500: no")]), "failed", "answered 500: no"],
  [delivery(25, "dropped", []), "failed", "the subscription is disabled: it answered 410"],
  [
    delivery(25, "pending", [attempt(null, "timed out", "2026-03-02T12:05:00.000Z")]),
    "waiting",
    "timed out; again at 2026-03-02T12:05:00.000Z",
  ],
  [delivery(25, "pending", []), "waiting", "no attempt so far"],
  [delivery(9, "delivered", [attempt(200)]), "waiting", "no delivery was begun so far"],
])("a webhook's delivery %j ends with 1 and says why", async (one, status, detail) => {
  const { code, out } = await testAlerts(
    { subscriptions: [subscription("hook", { why: "it answered 410" })], deliveries: { hook: [one] } },
    ["--wait", "0"],
  );
  expect(code).toBe(1);
  expect(JSON.parse(out[0] ?? "").receipts[1]).toMatchObject({ to: "webhook", name: "hook", status, detail });
});

test.each([
  [["alert-test", "frost", "--because", "x"]],
  [["alert-test", "frost", "--severity", "loud", "--because", "x"]],
  [["alert-test", "frost", "--severity", "page"]],
  [["alert-test", "frost", "--severity", "page", "--because", "x", "--wait", "soon"]],
  [["alert-test", "frost", "--severity", "page", "--because", "x", "--wait", "601"]],
])("%j is a wrong call", async (words) => {
  expect((await type(words)).code).toBe(2);
});
