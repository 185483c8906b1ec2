import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { messageId } from "@driftwheel/core/webhooks/message.ts";
import { retrySchedule } from "@driftwheel/core/webhooks/schedule.ts";
import { expect, it } from "vitest";
import { createVirtualTime } from "../world/virtual-time.ts";
import { type Receiver, type Seen, webhookWorld } from "../world/webhook-world.ts";

const day = 86_400_000;
const beginning = "2026-05-04T06:00:00.000Z";

function entry(sequence: number, at = beginning): Entry {
  return {
    model: "vines",
    sequence,
    kind: "paused",
    at,
    because: "Someone said so.",
    causedBy: sequence - 1,
    data: { by: "someone", reason: "harvest" },
  };
}

const healthy: Receiver = () => ({ status: 200 });

function world(receivers: Readonly<Record<string, Receiver>>, forgets?: (step: string) => boolean) {
  const time = createVirtualTime(beginning);
  const webhooks = webhookWorld({ time, receivers, ...(forgets ? { forgets } : {}) });
  return { time, ...webhooks, over: () => time.run(() => webhooks.running() === 0, 20 * day) };
}

/** Milliseconds from each attempt's answer to the next attempt. */
function waits(seen: readonly Seen[], took: number): readonly number[] {
  return seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0) - took);
}

function expectSchedule(actual: readonly number[], least: readonly number[]): void {
  expect(actual).toHaveLength(least.length);
  actual.forEach((wait, index) => {
    expect(wait).toBeGreaterThanOrEqual(least[index] ?? 0);
    expect(wait).toBeLessThan((least[index] ?? 0) * 1.1 + 1_000);
  });
}

it("attempts ten times over days to the second, then calls the delivery dead, and keeps it for a redrive", async () => {
  let mended = false;
  const { announce, over, seen, log, redrive } = world({
    broken: () => (mended ? { status: 200, takes: 40 } : { status: 500, takes: 40 }),
    healthy,
  });
  await announce(entry(1));
  await over();

  expectSchedule(waits(seen.broken ?? [], 40), retrySchedule.slice(1));
  const dead = await log.delivery("broken", messageId(entry(1)));
  expect(dead).toMatchObject({ status: "dead", execution: 1 });
  expect(dead?.attempts.map(({ status }) => status)).toEqual(Array(10).fill(500));
  expect(dead?.attempts.map(({ next }) => next)).toEqual([
    ...(seen.broken ?? []).slice(1).map(({ at }) => new Date(at).toISOString()),
    null,
  ]);

  mended = true;
  expect(await redrive("broken", null)).toEqual({ redriven: [messageId(entry(1))] });
  // Asked for twice before it began: it begins once.
  expect(await redrive("broken", [messageId(entry(1))])).toEqual({ redriven: [messageId(entry(1))] });
  await over();

  expect(seen.broken).toHaveLength(11);
  expect(new Set(seen.broken?.map(({ id }) => id)).size).toBe(1);
  expect(await log.delivery("broken", messageId(entry(1)))).toMatchObject({
    status: "delivered",
    execution: 2,
  });
  expect((await log.delivery("broken", messageId(entry(1))))?.attempts).toHaveLength(11);
  expect(await redrive("broken", null)).toEqual({ redriven: [] });
});

it("loses nothing to receivers of every bad sort, and healthy ones have each message within a second", async () => {
  const { time, announce, seen, log, ended } = world({
    recovering: (attempts) => ({ status: attempts.length > 60 ? 200 : 503 }),
    silent: () => ({ status: 200, takes: 3_600_000 }),
    slow: () => ({ status: 200, takes: 14_000 }),
    redirecting: () => ({ status: 302 }),
    busy: (attempts) => (attempts.length % 2 === 1 ? { status: 429, retryAfter: "900" } : { status: 200 }),
    healthy,
    alsoHealthy: healthy,
  });
  const entries = Array.from({ length: 20 }, (_, index) =>
    entry(index + 1, new Date(Date.parse(beginning) + index * 10_000).toISOString()),
  );
  entries.forEach((one, index) => {
    time.after(index * 10_000, async () => void (await announce(one)));
  });
  await time.run(() => ended.length === 20 * 7, 20 * day);

  for (const name of ["healthy", "alsoHealthy"]) {
    expect(seen[name]?.map(({ id }) => id)).toEqual(entries.map(messageId));
    const late = seen[name]?.map(({ at }, index) => at - Date.parse(entries[index]?.at ?? ""));
    expect(Math.max(...(late ?? []))).toBeLessThanOrEqual(1_000);
  }
  const statuses = async (name: string) => {
    const { deliveries } = await log.deliveries(name, { limit: 100 });
    expect(deliveries).toHaveLength(20);
    return [...new Set(deliveries.map(({ status }) => status))];
  };
  expect(await statuses("recovering")).toEqual(["delivered"]);
  expect(await statuses("slow")).toEqual(["delivered"]);
  expect(await statuses("busy")).toEqual(["delivered"]);
  expect(await statuses("silent")).toEqual(["dead"]);
  expect(await statuses("redirecting")).toEqual(["dead"]);
  expect(seen.silent).toHaveLength(200);
});

it("waits as long as a receiver asks, by seconds or by a date, and never less than the schedule", async () => {
  const { announce, over, seen } = world({
    seconds: (attempts) =>
      attempts.length < 3 ? { status: 429, retryAfter: "1800", takes: 0 } : { status: 200 },
    dated: (attempts) =>
      attempts.length === 1
        ? { status: 503, retryAfter: "Mon, 04 May 2026 08:00:00 GMT", takes: 0 }
        : { status: 200 },
    hasty: (attempts) =>
      attempts.length === 2 ? { status: 429, retryAfter: "1", takes: 0 } : { status: 500, takes: 0 },
  });
  await announce(entry(1));
  await over();

  expectSchedule(waits(seen.seconds ?? [], 0), [1_800_000, 1_800_000]);
  expect(seen.dated?.[1]?.at).toBeGreaterThanOrEqual(Date.parse("2026-05-04T08:00:00.000Z"));
  expectSchedule(waits(seen.hasty ?? [], 0), retrySchedule.slice(1));
});

it("disables a subscription that answers 410, tells of it once, and drops what follows until it is enabled", async () => {
  let gone = true;
  const { announce, over, seen, log, told, redrive } = world({
    leaving: () => ({ status: gone ? 410 : 200 }),
    healthy,
  });
  await Promise.all([announce(entry(1)), announce(entry(2))]);
  await over();
  expect(await announce(entry(3))).toEqual(["healthy"]);
  await over();

  expect(told).toEqual([`leaving: ${messageId(entry(1))} was answered 410: the receiver is gone`]);
  expect(await log.status("leaving")).toMatchObject({ status: "disabled", since: expect.any(String) });
  expect((await log.deliveries("leaving", { status: "dropped", limit: 9 })).deliveries).toHaveLength(3);
  expect(seen.healthy).toHaveLength(3);
  await expect(redrive("leaving", null)).rejects.toThrow("enable it first");

  gone = false;
  await log.enable("leaving");
  expect((await redrive("leaving", null)).redriven).toHaveLength(3);
  await announce(entry(4));
  await over();

  expect((await log.deliveries("leaving", { status: "delivered", limit: 9 })).deliveries).toHaveLength(4);
  expect(new Set(seen.leaving?.map(({ id }) => id)).size).toBe(4);
});

it("drops a delivery that was waiting when another one's 410 disabled the subscription", async () => {
  const { time, announce, over, seen, log } = world({
    leaving: (attempts) => ({ status: attempts.length === 1 ? 500 : 410 }),
  });
  await announce(entry(1));
  time.after(1_000, async () => void (await announce(entry(2))));
  await over();

  expect(seen.leaving).toHaveLength(2);
  const waiting = await log.delivery("leaving", messageId(entry(1)));
  expect(waiting).toMatchObject({ status: "dropped" });
  expect(waiting?.attempts.at(-1)?.error).toContain("not sent: the subscription is disabled");
});

it.each(["write it down", "attempt 1", "record attempt 1", "attempt 2", "record attempt 2"])(
  "delivers although the machine dies after %j and forgets it",
  async (step) => {
    const { announce, over, seen, log, ended } = world(
      { flaky: (attempts) => ({ status: attempts.length === 1 ? 500 : 200 }), healthy },
      (name) => name === step,
    );
    await announce(entry(1));
    await over();

    expect(ended).toEqual(["delivered", "delivered"]);
    // An attempt that was forgotten goes out again; receivers know it by its id.
    expect(seen.healthy?.length).toBe(step === "attempt 1" ? 2 : 1);
    expect(new Set(seen.healthy?.map(({ id }) => id)).size).toBe(1);
    expect(await log.delivery("flaky", messageId(entry(1)))).toMatchObject({ status: "delivered" });
  },
);

it.each(["disable the subscription", "tell of it"])(
  "tells of a disabled subscription although the machine dies after %j",
  async (step) => {
    const { announce, over, told } = world({ leaving: () => ({ status: 410 }) }, (name) => name === step);
    await announce(entry(1));
    await over();

    expect([...new Set(told)]).toHaveLength(1);
  },
);

it("starts a message once, however often the bus delivers it", async () => {
  const { announce, over, seen } = world({ healthy });
  await announce(entry(1));
  await announce(entry(1));
  await over();
  await announce(entry(1));
  await over();

  expect(seen.healthy).toHaveLength(1);
});

it("sends nothing again when the bus delivers a message whose execution is long forgotten", async () => {
  const { announce, over, seen, ended, forgetNames } = world({ healthy });
  await announce(entry(1));
  await over();
  forgetNames();
  await announce(entry(1));
  await over();

  expect(seen.healthy).toHaveLength(1);
  expect(ended).toEqual(["delivered", "over-already"]);
});
