import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Subscription } from "@driftwheel/core/policy/subscriptions.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type AttemptTools, attempt } from "./attempt.ts";

const key = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const newKey = "whsec_bm90LWEtcmVhbC1rZXktYnV0LWxvbmctZW5vdWdo";
const entry: Entry = {
  model: "vines",
  sequence: 5,
  kind: "paused",
  at: "2026-08-03T10:00:00.000Z",
  because: "Someone said so — «harvest».",
  causedBy: 4,
  data: { by: "someone", reason: "harvest" },
};
const alert: Entry = {
  ...entry,
  kind: "alert-raised",
  data: {
    key: "drift",
    severity: "page",
    subject: "vines: drift",
    body: "It drifts.",
    links: [],
    about: 3,
    aboutKind: "drift-confirmed",
  },
};

interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
let received: Received[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      // Node gives the headers that are looked at here as one text each.
      received.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(202).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
});
beforeEach(() => {
  received = [];
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const tools = (secrets: Readonly<Record<string, readonly string[]>>): AttemptTools => ({
  clock: { now: () => new Date() },
  secrets: {
    async read(name) {
      const found = secrets[name];
      if (!found) throw new Refused(`SSM has no parameter ${name}`);
      return found;
    },
  },
  links: async () => [
    {
      label: "Explain",
      action: "explain",
      sequence: 3,
      package: null,
      expires: "2026-09-01T00:00:00.000Z",
      url: "https://api.example/links/abc",
    },
  ],
  sending: { reachable: "loopback", timeout: 2_000 },
});
const standard: Subscription = { url: { parameter: "/url" }, format: "standard", secret: "/key" };

it("is verified by a receiver that knows either of two live secrets, and by no other", async () => {
  const answer = await attempt(entry, standard, tools({ "/url": [url], "/key": [newKey, key] }));

  expect(answer).toMatchObject({ status: 202, error: null });
  const [message] = received;
  if (!message) return expect.unreachable("nothing was received");
  const expected = { type: "driftwheel.paused", timestamp: entry.at, data: entry };
  expect(new Webhook(key).verify(message.body, message.headers)).toEqual(expected);
  expect(new Webhook(newKey).verify(message.body, message.headers)).toEqual(expected);
  expect(() =>
    new Webhook("whsec_c29tZS1vdGhlci1rZXktYXMtbG9uZy1hcy1pdA==").verify(message.body, message.headers),
  ).toThrow("No matching signature");
  expect(() => new Webhook(key).verify(`${message.body} `, message.headers)).toThrow("No matching signature");
  expect(message.headers).toMatchObject({
    "webhook-id": "msg_vines_00000005_20260803100000000",
    "content-type": "application/json",
    "user-agent": "Driftwheel-Webhooks/1",
  });
});

it("takes a URL and a secret that were changed meanwhile", async () => {
  const secrets: Record<string, readonly string[]> = { "/url": ["http://127.0.0.1:1/"], "/key": [key] };
  const outside = tools(secrets);
  expect(await attempt(entry, standard, outside)).toMatchObject({ status: null });

  secrets["/url"] = [url];
  secrets["/key"] = [newKey];
  expect(await attempt(entry, standard, outside)).toMatchObject({ status: 202 });
  expect(new Webhook(newKey).verify(received[0]?.body ?? "", received[0]?.headers ?? {})).toBeTruthy();
});

it("sends alerts to PagerDuty and Slack in their own forms", async () => {
  const secrets = { "/url": [url], "/key": ["routing-key-of-the-team"] };
  await attempt(alert, { ...standard, format: "pagerduty" }, tools(secrets));
  await attempt(alert, { url: { parameter: "/url" }, format: "slack" }, tools(secrets));

  expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
    routing_key: "routing-key-of-the-team",
    event_action: "trigger",
  });
  expect(JSON.parse(received[1]?.body ?? "")).toHaveProperty("text");
  expect(received[1]?.body).toContain("https://api.example/links/abc");
  expect(received[1]?.headers).not.toHaveProperty("webhook-signature");
});

it.each([
  [{ "/url": ["https://receiver.example/"] }, "SSM has no parameter /key"],
  [{ "/key": [key] }, "SSM has no parameter /url"],
  [{ "/url": ["https://10.0.0.1/"], "/key": [key] }, "10.0.0.1 is not public (private)"],
  [{ "/url": ["https://127.0.0.1/"], "/key": ["not base64!"] }, "a secret is no base64"],
])("fails like any other when URL or secret are wrong: %j", async (secrets, error) => {
  const answer = await attempt(entry, standard, tools(secrets));

  expect(answer.status).toBeNull();
  expect(answer.error).toContain(error);
  expect(received).toEqual([]);
});

it("is no attempt when the secret could not be read now", async () => {
  const throttled: AttemptTools = {
    ...tools({}),
    secrets: { read: () => Promise.reject(new TransientError("throttled")) },
  };

  await expect(attempt(entry, standard, throttled)).rejects.toThrow(TransientError);
});
