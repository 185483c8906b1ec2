import { afterEach, expect, test } from "vitest";
import { type ApiServer, apiServer, problem } from "../../../test/api-server.ts";
import { type } from "../../../test/terminal.ts";

let server: ApiServer | null = null;
afterEach(() => server?.close());

async function ask(
  words: readonly string[],
  replies: Parameters<typeof apiServer>[0],
  columns: number | null = 120,
) {
  server = await apiServer(replies);
  const said = await type([...words, "--api", server.url], { columns });
  return { ...said, received: server.received };
}

const subscriptions = [
  {
    name: "chat",
    format: "slack",
    kinds: ["rollout-promoted", "rollout-rolled-back"],
    models: ["frost"],
    status: "live",
    since: null,
    why: null,
  },
  {
    name: "audit",
    format: "standard",
    kinds: null,
    models: null,
    status: "disabled",
    since: "2026-03-02T11:00:00.000Z",
    why: "The receiver answered 410.",
  },
];
const delivery = {
  id: "msg_frost_19",
  subscription: "chat",
  model: "frost",
  sequence: 19,
  kind: "rollout-promoted",
  createdAt: "2026-03-02T10:38:00.000Z",
  status: "delivered",
  attempts: [{ at: "2026-03-02T10:38:01.000Z", took: 84, status: 204, error: null, next: null }],
  execution: 1,
};
const late = {
  ...delivery,
  id: "msg_frost_20",
  sequence: 20,
  status: "pending",
  attempts: [
    ...delivery.attempts,
    {
      at: "2026-03-02T10:38:09.000Z",
      took: 15_000,
      status: null,
      error: "no answer in 15 s",
      next: "2026-03-02T10:43:00.000Z",
    },
  ],
};

test("hooks lists who is sent what, and why one is not", async () => {
  const { code, out } = await ask(["hooks"], { "GET /webhooks": { body: { subscriptions } } });
  expect(code).toBe(0);
  expect(out).toEqual([
    "name   format    models  status    kinds, or why it is disabled",
    "chat   slack     frost   live      rollout-promoted, rollout-rolled-back",
    "audit  standard  all     disabled  2026-03-02 11:00:00: The receiver answered 410.",
  ]);
  server?.close();
  const program = await ask(["hooks"], { "GET /webhooks": { body: { subscriptions } } }, null);
  expect(program.out.map((line) => JSON.parse(line))).toEqual(subscriptions);
  server?.close();
  const none = await ask(["hooks"], { "GET /webhooks": { body: { subscriptions: [] } } });
  expect(none.out).toEqual(["The fleet has no subscriptions."]);
});

test("hooks with a name lists its deliveries and how the last attempt ended", async () => {
  const page = { deliveries: [delivery, late], next: "msg_frost_20" };
  const { out, hints } = await ask(["hooks", "chat"], {
    "GET /webhooks/chat/deliveries?limit=50": { body: page },
  });
  expect(out).toEqual([
    "made (UTC)           delivery      model   #  kind              status     attempts  the last one",
    "2026-03-02 10:38:00  msg_frost_19  frost  19  rollout-promoted  delivered         1  204",
    "2026-03-02 10:38:00  msg_frost_20  frost  20  rollout-promoted  pending           2  no answer in 15 s; again 2026-03-02",
    `${" ".repeat(85)}10:43:00`,
  ]);
  expect(hints).toEqual(["There are more: --after msg_frost_20"]);
});

test("deliveries are asked for by status and page", async () => {
  const { received, out } = await ask(
    ["hooks", "chat", "--status", "dead", "--after", "msg_frost_20", "--limit", "5"],
    {
      "GET /webhooks/chat/deliveries?status=dead&after=msg_frost_20&limit=5": {
        body: { deliveries: [], next: null },
      },
    },
  );
  expect(received).toHaveLength(1);
  expect(out).toEqual(["Nothing is dead."]);
});

test.each([
  [["hooks", "--status", "dead"]],
  [["hooks", "chat", "--status", "lost"]],
  [["hooks", "chat", "--limit", "0"]],
])("%j is a wrong call, and nothing is asked", async (words) => {
  const { code, received } = await ask(words, {});
  expect({ code, received }).toEqual({ code: 2, received: [] });
});

test("redrive sends the named deliveries, or none for all that are dead", async () => {
  const replies = { "POST /webhooks/chat/redrive": { body: { redriven: ["msg_frost_20"] } } };
  const named = await ask(["redrive", "chat", "msg_frost_20"], replies);
  expect(named.out).toEqual(["on its way again: msg_frost_20"]);
  expect(named.received).toMatchObject([
    { body: { deliveries: ["msg_frost_20"] }, headers: { "idempotency-key": "key-1" } },
  ]);
  server?.close();
  const all = await ask(["redrive", "chat"], replies, null);
  expect(all.received[0]?.body).toEqual({});
  expect(all.out.map((line) => JSON.parse(line))).toEqual([{ redriven: ["msg_frost_20"] }]);
});

test("enable says how to get what was missed", async () => {
  const { code, out, received } = await ask(["enable", "audit", "--key", "k 7"], {
    "POST /webhooks/audit/enable": { body: { name: "audit", status: "live" } },
  });
  expect(code).toBe(0);
  expect(out).toEqual(["audit is sent entries again. What it missed: driftwheel redrive audit"]);
  expect(received[0]?.headers["idempotency-key"]).toBe("k 7");
});

test("who may not is told which role it takes", async () => {
  const { code, hints } = await ask(["enable", "audit"], {
    "POST /webhooks/audit/enable": problem("forbidden", 403, "ada is a reader"),
  });
  expect({ code, hints }).toEqual({
    code: 5,
    hints: ["You may not do that. ada is a reader. It takes the role operator."],
  });
});
