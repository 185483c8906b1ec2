import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { DeliveryRecord } from "@driftwheel/core/webhooks/delivery.ts";
import { expect, it } from "vitest";
import { type FanOut, fanOut } from "./fan-out.ts";

const entry: Entry = {
  model: "vines",
  sequence: 5,
  kind: "paused",
  at: "2026-08-03T10:00:00.000Z",
  because: "Someone said so.",
  causedBy: 4,
  data: { by: "someone", reason: "harvest" },
};
const wanted = ["one", "two", "three"];

function outside(failing: readonly string[], disabled: readonly string[]) {
  const started: string[] = [];
  const opened: DeliveryRecord[] = [];
  const all: FanOut = {
    log: {
      async status(name) {
        const gone = disabled.includes(name);
        return { name, status: gone ? "disabled" : "live", since: null, why: null };
      },
      async introduce(delivery) {
        if (!opened.some(({ subscription }) => subscription === delivery.subscription)) opened.push(delivery);
      },
    },
    async start({ subscription }) {
      if (failing.includes(subscription)) throw new TransientError("Rate exceeded");
      started.push(subscription);
    },
  };
  return { all, started, opened };
}

it("starts a delivery for every subscription that wants the entry", async () => {
  const { all, started } = outside([], []);

  expect(await fanOut(entry, wanted, all)).toEqual(["one", "two", "three"]);
  expect(started).toEqual(["one", "two", "three"]);
});

it("starts the others when one cannot be started, and asks for the message again", async () => {
  const { all, started, opened } = outside(["two"], []);

  await expect(fanOut(entry, wanted, all)).rejects.toThrow(
    "1 of 3 deliveries of msg_vines_00000005_20260803100000000 were not started, the first: TransientError: Rate exceeded",
  );
  expect(started).toEqual(["one", "three"]);
  expect(opened.map(({ status }) => status)).toEqual(["pending", "pending", "pending"]);
});

it("writes every delivery down once, and as dropped what a disabled subscription is not sent", async () => {
  const { all, started, opened } = outside([], ["two"]);
  await fanOut(entry, wanted, all);
  await fanOut(entry, wanted, all);

  expect(started).toEqual(["one", "three", "one", "three"]);
  expect(opened).toMatchObject([
    { subscription: "one", status: "pending" },
    { subscription: "two", status: "dropped", sequence: 5, execution: 1 },
    { subscription: "three", status: "pending" },
  ]);
});
