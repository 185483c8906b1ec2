import { describe, expect, it } from "vitest";
import { type Minute, nothingCounted, rehearsed } from "../../testing/rehearsed.ts";

/** Absolute errors of a regression: half of a normal variable's, one on average. */
function minuteOf(times: number): Minute {
  return (arm, _, uniform) => {
    const values = Array.from({ length: 50 }, () => {
      const normal = Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform());
      return Math.min(3.5, Math.abs(normal) * 1.2533 * (arm === "challenger" ? times : 1));
    });
    const sum = values.reduce((total, value) => total + value, 0);
    const squares = values.reduce((total, value) => total + value ** 2, 0);
    return { ...nothingCounted, invocations: 50, trials: 50, values: { count: 50, sum, squares } };
  };
}

const history = {
  rate: 0.5,
  weight: 0,
  errorRate: 0,
  latency: null,
  values: {
    better: "lower",
    minimumEffect: 0.1,
    low: 0,
    high: 3.5,
    past: { count: 100, sum: 100, squares: 157 },
  },
} as const;

describe("a challenger whose errors are a tenth", () => {
  it("smaller is promoted, and the look shows both means", () => {
    const { last } = rehearsed({ seed: 1, minutes: 300, history, minute: minuteOf(0.9) });
    expect(last.verdict.decision).toBe("promote");
  });

  it("larger is rolled back", () => {
    const { last } = rehearsed({ seed: 2, minutes: 300, history, minute: minuteOf(1.1) });
    expect(last.verdict.decision).toBe("roll-back");
  });

  it("larger is not found to be not worse", () => {
    const ends = Array.from({ length: 20 }, (_, seed) =>
      rehearsed({ seed, minutes: 60, history, rollout: { promoteWhen: "not worse" }, minute: minuteOf(1.1) }),
    );
    expect(ends.filter(({ last }) => last.verdict.decision === "promote").length).toBeLessThanOrEqual(1);
  });

  it("no different is promoted where not worse is enough", () => {
    const { last } = rehearsed({
      seed: 3,
      minutes: 300,
      history,
      rollout: { promoteWhen: "not worse" },
      minute: minuteOf(1),
    });
    expect(last.verdict.decision).toBe("promote");
  });
});
