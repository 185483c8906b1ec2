import { describe, expect, test } from "vitest";
import { modelPolicy } from "../../policy/policy.ts";
import type { ArmPeriod, PeriodCounts } from "../../vocabulary/period-counts.ts";
import { Rehearsal } from "./rehearsal.ts";
import { historyOf } from "./start.ts";

const minute = 60_000;
const start = Date.parse("2026-03-01T08:00:00Z");
const rules = modelPolicy.shape.rollout.parse({ ramp: [10, 50], warmUp: "1 minute" });
const arm = (requests: number): ArmPeriod => ({
  invocations: requests,
  errors: 1,
  slow: 0,
  trials: requests,
  successes: requests / 2,
});
/** A tenth of the traffic for seven minutes, and then a half. */
const periods = Array.from({ length: 10 }, (_, at): PeriodCounts => {
  const share = at < 7 ? 10 : 50;
  return { start: start + at * minute, champion: arm(100 - share), challenger: arm(share) };
});

describe("a trial that is rehearsed", () => {
  test("counts what a look reads of before the traffic was divided anew as it was divided then", () => {
    const rehearsal = new Rehearsal(historyOf(undefined, {}), rules, start, 10);
    rehearsal.look(periods.slice(0, 5), start + 5 * minute);
    rehearsal.divide(start + 7 * minute, 50);
    const { metrics } = rehearsal.look(periods, start + 10 * minute);

    expect(metrics.start).toBe("2026-03-01T08:05:00.000Z");
    expect(
      metrics.requests?.cohorts.map(({ champion, challenger }) => [champion.requests, challenger.requests]),
    ).toEqual([
      [630, 70],
      [150, 150],
    ]);
    expect(metrics.challenger).toMatchObject({ trials: 170, invocations: 170, errors: 5 });
    // Without the minute in which the new share began.
    expect(metrics.requests?.warm.challenger).toMatchObject({ invocations: 120, errors: 4 });
    expect(rehearsal.weight).toBe(50);
  });
});
