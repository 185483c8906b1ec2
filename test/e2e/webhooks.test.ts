import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { dynamoDeliveryLog } from "@driftwheel/aws/webhooks/delivery-log.ts";
import { redriveOf } from "@driftwheel/aws/webhooks/redrive.ts";
import { startDelivery } from "@driftwheel/aws/webhooks/start-delivery.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { messageId } from "@driftwheel/core/webhooks/message.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startReceivers } from "../world/webhook-receiver.ts";

const key = () => `whsec_${randomBytes(24).toString("base64")}`;
const keys = {
  warehouse: key(),
  dashboard: key(),
  slow: key(),
  flaky: key(),
  leaving: key(),
  redirecting: key(),
};
let server: LocalServer;
let receivers: Awaited<ReturnType<typeof startReceivers>>;
let leavingAnswers = 410;
/** Until then the slow receiver answers nothing. */
const slowAnswers = Promise.withResolvers<void>();

beforeAll(async () => {
  receivers = await startReceivers(keys, {
    slow: (response) => void slowAnswers.promise.then(() => response.writeHead(200).end()),
    flaky: (response, times) => response.writeHead(times === 1 ? 500 : 200).end(),
    leaving: (response) => response.writeHead(leavingAnswers).end(),
    redirecting: (response) => response.writeHead(308, { location: receivers.url("elsewhere") }).end(),
    elsewhere: (response) => response.writeHead(200).end(),
    chat: (response) => response.writeHead(200).end("ok"),
  });
  server = await startLocal({
    functions: true,
    environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "../fixtures/webhook-fleet.ts") },
    schedules: { monitor: 0, quality: 0, sweep: 0 },
  });
  const ssm = new SSMClient({ endpoint: server.url });
  const put = (Name: string, Value: string) =>
    ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString" }));
  await Promise.all([
    ...Object.entries(keys).map(([name, value]) => put(`/webhooks/${name}/key`, `${key()} ${value}`)),
    ...[...Object.keys(keys), "chat"].map((name) => put(`/webhooks/${name}/url`, receivers.url(name))),
  ]);
});

afterAll(async () => {
  await server.close();
  await receivers.close();
});

function entry(sequence: number, changes: Partial<Entry> = {}): Entry {
  return {
    model: "vines",
    sequence,
    kind: "paused",
    at: new Date(Date.UTC(2026, 7, 3, 10, 0, sequence)).toISOString(),
    because: "Someone said so — «harvest».",
    causedBy: "test",
    data: { by: "someone", reason: "harvest" },
    ...changes,
  } as Entry; // kind and data go together in what the tests change
}

async function announce(...entries: readonly Entry[]): Promise<void> {
  const events = new EventBridgeClient({ endpoint: server.url });
  await events.send(
    new PutEventsCommand({
      Entries: entries.map((one) => ({
        EventBusName: names.bus,
        Source: "driftwheel",
        DetailType: one.kind,
        Detail: JSON.stringify(one),
      })),
    }),
  );
}

const takenBy = (receiver: string) => receivers.taken.filter((one) => one.receiver === receiver);

async function until(done: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; !(await done()); await sleep(20)) {
    if (Date.now() > end) throw new Error(`not after ${seconds} seconds`);
  }
}

const log = () => dynamoDeliveryLog({ table: names.ledgerTable });

it("delivers to healthy receivers while the slow one has answered nothing, whatever the failing and leaving ones do", async () => {
  // The first event loads the functions' code, as the first one of a Lambda does.
  await announce(entry(1));
  await until(() => takenBy("warehouse").length === 1 && takenBy("flaky").length >= 1, 20);

  const entries = Array.from({ length: 8 }, (_, index) => entry(index + 2));
  const resumed = entry(10, {
    kind: "resumed",
    data: { by: "someone", reason: "harvested", endpoint: null, rollout: null },
  });
  for (const one of [...entries, resumed]) {
    const has = (name: string) => takenBy(name).some(({ id }) => id === messageId(one));
    await announce(one);
    await until(() => has("warehouse") && (one.kind !== "paused" || has("dashboard")), 10);
  }

  expect(takenBy("slow").length).toBeGreaterThan(0);
  expect((await log().deliveries("slow", { status: "delivered", limit: 100 })).deliveries).toEqual([]);
  for (const name of ["warehouse", "dashboard"]) {
    const sent = name === "warehouse" ? [entry(1), ...entries, resumed] : [entry(1), ...entries];
    const payloads = sent.map((one) => ({ type: `driftwheel.${one.kind}`, timestamp: one.at, data: one }));
    expect(takenBy(name).map(({ payload }) => payload)).toEqual(expect.arrayContaining(payloads));
    expect(takenBy(name)).toHaveLength(sent.length);
  }
  expect(takenBy("chat")).toEqual([]);
  slowAnswers.resolve();
});

it("loses nothing to the others: slow and failing ones have every message in the end, each verified", async () => {
  const all = Array.from({ length: 10 }, (_, index) => messageId(entry(index + 1)));
  await until(async () => {
    const { deliveries } = await log().deliveries("slow", { status: "delivered", limit: 100 });
    return deliveries.length === 10;
  }, 30);
  await until(async () => {
    const { deliveries } = await log().deliveries("flaky", { status: "delivered", limit: 100 });
    return deliveries.length === 10;
  }, 30);

  for (const name of ["slow", "flaky"]) {
    expect([...new Set(takenBy(name).map(({ id }) => id))].toSorted()).toEqual(all.toSorted());
    expect(takenBy(name).every(({ payload }) => payload !== null)).toBe(true);
  }
  expect(takenBy("flaky")).toHaveLength(20);
  const flaky = await log().delivery("flaky", all[0] ?? "");
  expect(flaky?.attempts.map(({ status }) => status)).toEqual([500, 200]);
  const [first, second] = flaky?.attempts ?? [];
  const waited = Date.parse(second?.at ?? "") - Date.parse(first?.at ?? "");
  expect(waited).toBeGreaterThanOrEqual(5_000);
});

it("does not follow a redirect", async () => {
  expect(takenBy("redirecting").length).toBeGreaterThanOrEqual(10);
  expect(takenBy("elsewhere")).toEqual([]);
  const redirected = await log().delivery("redirecting", messageId(entry(1)));
  expect(redirected).toMatchObject({ status: "pending", attempts: [{ status: 308 }, { status: 308 }] });
});

it("disables a receiver that answers 410 with one alert, and sends what it missed when it is back", async () => {
  expect(await log().status("leaving")).toMatchObject({ status: "disabled" });
  const alerts = server.alerts().filter(({ subject }) => subject === "Webhook leaving is disabled");
  expect(alerts).toHaveLength(1);
  await until(async () => {
    const { deliveries } = await log().deliveries("leaving", { status: "dropped", limit: 100 });
    return deliveries.length === 10;
  }, 10);

  leavingAnswers = 204;
  await log().enable("leaving");
  const drive = redriveOf({
    log: log(),
    start: startDelivery(process.env.DRIFTWHEEL_DELIVERY_FUNCTION ?? ""),
  });
  expect((await drive.redrive("leaving", null)).redriven).toHaveLength(10);
  await until(async () => {
    const { deliveries } = await log().deliveries("leaving", { status: "delivered", limit: 100 });
    return deliveries.length === 10;
  }, 20);
  expect(new Set(takenBy("leaving").map(({ id }) => id)).size).toBe(10);
});

it("sends alerts, and only them, to a chat in its own form", async () => {
  await announce(
    entry(11, {
      kind: "alert-raised",
      data: {
        key: "drift",
        severity: "page",
        subject: "vines: drift confirmed",
        body: "It drifts.",
        links: [],
        about: 3,
        aboutKind: "drift-confirmed",
      },
    }),
  );
  await until(() => takenBy("chat").length === 1, 10);

  expect(JSON.stringify(takenBy("chat")[0]?.payload)).toContain("vines: drift confirmed");
});

it("keeps what it cannot read in the dead-letter queue, and goes on with the next", async () => {
  await announce({ ...entry(12), sequence: -1 } as Entry, entry(13));
  await until(() => takenBy("warehouse").some(({ id }) => id === messageId(entry(13))), 10);

  await until(() => server.deadLetters().length === 1, 30);
  expect(takenBy("warehouse").some(({ id }) => id === messageId(entry(12)))).toBe(false);
});
