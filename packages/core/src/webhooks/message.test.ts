import fc from "fast-check";
import { expect, it } from "vitest";
import type { EntryOf } from "../vocabulary/entry.ts";
import { executionName, messageId, momentOf, payloadOf } from "./message.ts";

const entry: EntryOf<"paused"> = {
  model: "vines",
  sequence: 42,
  kind: "paused",
  at: "2026-08-03T10:00:00.123Z",
  because: "A person paused it.",
  causedBy: 41,
  data: { by: "operator", reason: "harvest" },
};

it("is named by model, sequence and time, whoever sends it and however often", () => {
  expect(messageId(entry)).toBe("msg_vines_00000042_20260803100000123");
  expect(momentOf(messageId(entry))).toBe("20260803100000123");
  expect(momentOf("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")).toBeNull();
});

it("carries the whole entry, its type in letters, digits and underscores", () => {
  expect(payloadOf(entry)).toEqual({ type: "driftwheel.paused", timestamp: entry.at, data: entry });
  expect(payloadOf({ ...entry, kind: "rollout-rolled-back" } as never).type).toBe(
    "driftwheel.rollout_rolled_back",
  );
});

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/);
const sequence = fc.integer({ min: 1, max: 999_999_999_999 });

it("has an execution name that Lambda takes, another for each message, subscription and redrive", () => {
  fc.assert(
    fc.property(
      name,
      name,
      sequence,
      fc.integer({ min: 1, max: 999 }),
      (model, subscription, number, times) => {
        const one = executionName({ ...entry, model, sequence: number }, subscription, times);
        expect(one).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
        const others = [
          executionName({ ...entry, model, sequence: number }, subscription, times + 1),
          executionName({ ...entry, model, sequence: number + 1 }, subscription, times),
          executionName({ ...entry, model: `${model.slice(0, 30)}x`, sequence: number }, subscription, times),
          executionName(
            { ...entry, model, sequence: number, at: "2026-08-03T10:00:00.124Z" },
            subscription,
            times,
          ),
        ];
        expect(others.filter((other) => other === one)).toEqual(
          model === `${model.slice(0, 30)}x` ? [one] : [],
        );
        expect(messageId({ ...entry, model, sequence: number })).not.toContain(".");
      },
    ),
    { seed: 7 },
  );
});
