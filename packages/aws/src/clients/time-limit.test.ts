import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { describe, expect, it } from "vitest";
import { sageMaker } from "./sagemaker.ts";
import { inTime } from "./time-limit.ts";

function clockFrom(start: number) {
  let time = start;
  return {
    now: () => new Date(time),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

describe("an act", () => {
  it("begins no call once what the ledger said is too old to act on", async () => {
    const clock = clockFrom(Date.UTC(2026, 4, 4));
    await inTime(clock, async () => {
      clock.pass(80_000);
      expect(() => sageMaker()).not.toThrow();
      await Promise.resolve();
      clock.pass(1);
      expect(() => sageMaker()).toThrow(TransientError);
    });
    expect(() => sageMaker()).not.toThrow();
  });

  it("has its own time, whatever other acts take beside it", async () => {
    const slow = clockFrom(0);
    const quick = clockFrom(0);
    const late = inTime(slow, async () => {
      slow.pass(100_000);
      await Promise.resolve();
      return () => sageMaker();
    });
    await inTime(quick, async () => {
      await late;
      expect(() => sageMaker()).not.toThrow();
    });
  });
});
