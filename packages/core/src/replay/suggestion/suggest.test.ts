import { describe, expect, it } from "vitest";
import { feature, windowReported } from "../../decider/testing/drift-steps.ts";
import { model } from "../../decider/testing/model.ts";
import type { Step } from "../../decider/testing/steps.ts";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import { normalCdf, normalQuantile } from "../../stats/distributions/normal.ts";
import { seededIntegers } from "../../stats/random.ts";
import { alarmShare, confirmedAfter, detectionDelay } from "./curve.ts";
import { quietPast } from "./quiet-past.ts";
import { suggest } from "./suggest.ts";

const watched = {
  drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 4 }, minRows: 1_000 },
} as const satisfies Partial<ModelPolicyInput>;

const scored = (score: number, distance = 0.15): Step =>
  windowReported([feature("rain", distance)], {
    evidence: { pValue: normalCdf(-score), allowance: 0, calibration: "bootstrap" },
  });

function ledgerOf(steps: readonly Step[]) {
  const world = model(watched);
  for (const step of steps) step(world);
  return { entries: [...world.written], policy: world.policy };
}

/** Standard normal scores, as windows without drift have them, of a little spread. */
function quietScores(count: number, spread = 1): readonly number[] {
  const random = seededIntegers(7);
  return Array.from({ length: count }, () => spread * normalQuantile((random() + 0.5) / 2 ** 32));
}

describe("the quiet past", () => {
  it("has neither the windows of a drift nor those that led to it", () => {
    // Line 5.793: 2.5, 5 and 7.5, so the third confirms drift, which goes on for a fourth.
    const steps = [0.1, 0.2, 3, 3, 3, 3].map((score) => scored(score, 0.9));
    const { quiet, drifts, rows } = quietPast(ledgerOf(steps).entries);
    expect(quiet).toHaveLength(2);
    expect(drifts.map((drift) => drift.map(({ score }) => score))).toEqual([[3, 3, 3, 3]]);
    expect(rows).toEqual([900, 900, 900, 900, 900, 900]);
  });
});

describe("the curve of a sum that each window changes alike", () => {
  it.each([
    // A score of 0 never lifts the sum; with one of 1 it grows by 0.5 a window, and crosses 2 with the fourth.
    [0, 0],
    [1, 1 / 4],
  ])("a score of %d raises an alarm in %d of the windows", (score, share) => {
    expect(alarmShare([score], 2)).toBeCloseTo(share, 10);
  });

  it("a shift by 1 of a score of 0 is confirmed after four windows, and one of 2 after two", () => {
    expect(detectionDelay([0], 2, 1)).toBe(4);
    expect(detectionDelay([0], 2, 2)).toBe(2);
    expect(confirmedAfter([0, 0, 3], 2)).toBe(3);
    expect(confirmedAfter([0, 0, 0], 2)).toBeNull();
  });
});

describe("a suggestion", () => {
  it("is none where the past is too short, and says how much would do", () => {
    const { entries, policy } = ledgerOf([scored(0.1), scored(-0.2)]);
    expect(suggest("meadow", entries, policy)).toMatchObject({
      result: "not-enough-data",
      restsOn: { windows: 2, drifts: 0, length: 3_600_000 },
      why: "2 windows outside drift are not enough to tell how often a quiet one looks like drift: 168 are, 1 week of windows of 1 hour.",
    });
  });

  const quiet = quietScores(400).map((score) => Math.min(2, score));
  const { entries, policy } = ledgerOf([
    ...quiet.map((score) => scored(score)),
    ...[3, 3, 3, 3].map((score) => scored(score, 0.6)),
  ]);
  const suggestion = suggest("meadow", entries, policy);
  if (suggestion.result !== "suggested") throw new Error(suggestion.why);

  it("pays for fewer false alarms with a longer delay, at every step", () => {
    for (const [index, point] of suggestion.sensitivity.entries()) {
      const before = suggestion.sensitivity[index - 1];
      if (!before) continue;
      expect(point.line).toBeLessThan(before.line);
      expect(point.falseAlarmsPerYear).toBeGreaterThanOrEqual(before.falseAlarmsPerYear);
      expect(point.delay).toBeLessThanOrEqual(before.delay);
    }
  });

  it("takes the soonest of those that raise no more than is borne, and none when all raise more", () => {
    const { sensitivity, suggested, atMost } = suggestion;
    expect(atMost).toBe(4);
    const borne = sensitivity.filter(({ falseAlarmsPerYear }) => falseAlarmsPerYear <= 4);
    expect(suggested.falseAlarmsPerYear.value).toBe(borne.at(-1)?.written);
    const wild = ledgerOf(quietScores(400).map((score) => scored(score + 0.45)));
    const none = suggest("meadow", wild.entries, wild.policy, 1e-9);
    expect(none).toMatchObject({ suggested: { falseAlarmsPerYear: { value: null } } });
  });

  it("puts the floor between what moves without drift and what moved in it: the root of 0.15 x 0.6 is 0.3", () => {
    expect(suggestion.suggested.minEffect).toMatchObject({ value: 0.3 });
    expect(suggestion.floors.map(({ written }) => written)).toEqual([
      0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1,
    ]);
    // The one drift moved by 0.6: a floor of 0.5 leaves it, and one of 0.75 does not.
    const at = (floor: number) => suggestion.floors.find(({ written }) => written === floor);
    expect([at(0.5)?.drifts, at(0.75)?.drifts]).toEqual([1, 0]);
  });

  it("takes no window that has fewer rows than are asked for: 900 in an hour, and 1000 are", () => {
    expect(suggestion.windows.slice(0, 2).map(({ judged }) => judged)).toEqual([0, 1]);
    expect(suggestion.suggested.window.value).toBeGreaterThan(3_600_000);
  });

  it("is the same each time", () => {
    expect(suggest("meadow", entries, policy)).toEqual(suggestion);
  });
});
