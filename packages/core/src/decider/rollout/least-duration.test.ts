import { describe, expect, it } from "vitest";
import { leastDuration, warmUpOf } from "./least-duration.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const history = { rate: 0.7, weight: 100, errorRate: 0, latency: null };

describe("the warm-up", () => {
  it("is the policy's, or five minutes, or a tenth of a short trial", () => {
    expect(warmUpOf({ warmUp: hour, atLeast: undefined, deadline: day })).toBe(hour);
    expect(warmUpOf({ warmUp: undefined, atLeast: undefined, deadline: day })).toBe(5 * minute);
    expect(warmUpOf({ warmUp: undefined, atLeast: undefined, deadline: 3 * minute })).toBe(18_000);
  });
});

describe("the least duration", () => {
  const rules = { warmUp: undefined, atLeast: undefined, deadline: 2 * day };

  it.each([
    ["daily", day],
    ["unknown", day],
    ["none", 5 * minute],
    [undefined, 5 * minute],
  ] as const)("with a daily cycle that is %s is a day, or as long as the warm-up", (cycle, least) => {
    expect(leastDuration(rules, { ...history, ...(cycle && { cycle }) })).toBe(least);
  });

  it("is no day where the trial must end within one", () => {
    expect(leastDuration({ ...rules, deadline: day }, { ...history, cycle: "daily" })).toBe(5 * minute);
  });

  it("is the policy's, and never less than the warm-up", () => {
    expect(leastDuration({ ...rules, atLeast: 3 * hour }, { ...history, cycle: "daily" })).toBe(3 * hour);
    expect(leastDuration({ ...rules, atLeast: minute }, history)).toBe(5 * minute);
  });
});
