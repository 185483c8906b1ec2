import { describe, expect, it } from "vitest";
import { type Minute, nothingCounted, rehearsed } from "../../testing/rehearsed.ts";

const history = { rate: 0.7, weight: 100, errorRate: 0, latency: null };

/** Ninety requests of one segment and ten of another in each arm, right at these rates. */
function minuteOf(rates: { readonly desktop: number; readonly mobile: number }): Minute {
  return (arm, _, uniform) => {
    const right = (count: number, rate: number) =>
      Array.from({ length: count }, uniform).filter((one) => one < rate).length;
    const [desktop, mobile] =
      arm === "challenger"
        ? [right(45, rates.desktop), right(5, rates.mobile)]
        : [right(45, 0.7), right(5, 0.7)];
    return {
      ...nothingCounted,
      invocations: 50,
      trials: 50,
      successes: desktop + mobile,
      segments: {
        desktop: { trials: 45, successes: desktop },
        mobile: { trials: 5, successes: mobile },
      },
    };
  };
}

describe("a challenger that is better on the whole", () => {
  it("is rolled back when it is much worse for a tenth of the requests", () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const { last } = rehearsed({
        seed,
        minutes: 600,
        history,
        minute: minuteOf({ desktop: 0.75, mobile: 0.5 }),
      });
      expect(last.verdict.decision).toBe("roll-back");
      expect(last.verdict.reason).toContain("segment mobile");
    }
  });

  it("is promoted when it is no worse for any of them", () => {
    const { last } = rehearsed({
      seed: 3,
      minutes: 600,
      history,
      minute: minuteOf({ desktop: 0.75, mobile: 0.7 }),
    });
    expect(last.verdict.decision).toBe("promote");
    expect(Object.keys(last.verdict.evidence.segments ?? {})).toEqual(["desktop", "mobile"]);
  });
});

it("an equal challenger is hardly ever rolled back for one of its segments", () => {
  const ends = Array.from({ length: 60 }, (_, seed) =>
    rehearsed({ seed, minutes: 60, history, minute: minuteOf({ desktop: 0.7, mobile: 0.7 }) }),
  );
  expect(ends.filter(({ last }) => last.verdict.decision === "roll-back").length).toBeLessThanOrEqual(3);
});
