import { expect, it } from "vitest";
import type { RolloutPoint, RolloutProgress } from "../api/api-types.ts";
import { headlineOf, needWords, ratioTrouble, servedWords } from "./headline.ts";
import { questionsOf } from "./questions.ts";
import { chartsOf, comparisonChart } from "./rollout-charts.ts";

const started = Date.parse("2026-11-30T08:00:00.000Z");

function point(look: number, changes: Partial<RolloutPoint> = {}): RolloutPoint {
  const arm = (good: number) => ({
    requests: 100 * look,
    outcomes: 100 * look,
    good: good * look,
    mean: null,
    guarded: { invocations: 100 * look, errors: look, slow: look },
  });
  return {
    sequence: look + 2,
    look,
    end: new Date(started + look * 60_000).toISOString(),
    weight: 50,
    decision: "continue",
    champion: arm(60),
    challenger: arm(70),
    evidence: { better: look, worse: -look, notWorse: look, errors: 0, slow: -1 },
    line: { better: 4, harm: 5 },
    differences: {
      outcomes: { difference: 0.1, low: 0.02, high: 0.18 },
      errors: { difference: 0, low: -0.01, high: 0.01 },
      slow: null,
    },
    judges: ["outcomes", "errors"],
    ratio: { asked: 0.5, served: 0.5, standardErrors: 0 },
    split: null,
    ...changes,
  };
}

function progress(points: readonly RolloutPoint[], changes: Partial<RolloutProgress> = {}): RolloutProgress {
  return {
    rollout: {
      rollout: "tide-v3-1",
      sequence: 1,
      result: "running",
      reason: null,
      startedAt: new Date(started).toISOString(),
      endedAt: null,
      deadline: new Date(started + 3_600_000).toISOString(),
      weight: 50,
      looks: points.length,
      champion: { version: 2, package: null, variant: "version-2" },
      challenger: { version: 3, package: "tide/3", variant: "version-3" },
      evidence: null,
      line: null,
    },
    promoteWhen: "better",
    outcomes: "rates",
    better: "higher",
    minimumEffects: { outcomes: 0.05, errors: 0.01, slow: 0.02 },
    ramp: [10, 50],
    needs: [],
    pace: null,
    points: [...points],
    more: false,
    ...changes,
  };
}

function outcomes(low: number, high: number): RolloutPoint {
  const { differences } = point(1);
  return point(1, { differences: { ...differences, outcomes: { difference: (low + high) / 2, low, high } } });
}

it("the first sentence says which arm is better, by how much and how sure", () => {
  expect(headlineOf(progress([outcomes(0.02, 0.18)]))).toBe(
    "Version 3 is better than version 2: +10 points of good outcomes (95 % sure: +2 to +18).",
  );
  expect(headlineOf(progress([outcomes(-0.18, -0.02)]))).toMatch(
    /^Version 3 is worse than version 2: −10 points/,
  );
  expect(headlineOf(progress([outcomes(-0.04, 0.1)]))).toMatch(
    /^Neither version is seen to be better yet: \+3 points/,
  );
  expect(headlineOf(progress([]))).toBe("Version 3 was not looked at yet: nothing is known of it.");
});

it("of values of which lower is better, a lower mean is better", () => {
  const values = progress([outcomes(-3, -1)], { outcomes: "values", better: "lower" });
  expect(headlineOf(values)).toBe("Version 3 is better than version 2: −2 on average (95 % sure: −3 to −1).");
});

it("each question has both arms, and what decides it", () => {
  const [good, errors, slow] = questionsOf(progress([]), point(2));
  expect(good).toMatchObject({
    champion: { value: 0.6, of: 200 },
    challenger: { value: 0.7, of: 200 },
    matters: 0.05,
    verdict: { words: "not decided" },
  });
  expect(errors).toMatchObject({ champion: { value: 0.01, of: 200 }, verdict: { words: "no harm shown" } });
  expect(slow?.verdict.words).toBe("no guard");
  const [proved] = questionsOf(progress([]), point(4));
  expect(proved?.verdict).toEqual({ tone: "good", words: "better" });
  const worse = point(1, { evidence: { ...point(1).evidence, worse: 5, errors: 6 } });
  expect(questionsOf(progress([]), worse).map(({ verdict }) => verdict.words)).toEqual([
    "worse",
    "fails more often",
    "no guard",
  ]);
});

it("what is missing for a decision is told with what there is of it", () => {
  const one = progress([point(1)], { pace: { outcomes: 600, milliseconds: 180_000 } });
  expect(needWords({ of: "proof", met: false, have: 1, wanted: 4 }, one)).toBe(
    "Proof that it is better: 25 % of what proves it; about 600 more outcomes at this pace, 3 min.",
  );
  expect(needWords({ of: "outcomes", met: false, have: 7, wanted: 20 }, one)).toMatch(
    /^Data: 7 of 20 outcomes/,
  );
  expect(needWords({ of: "traffic", met: false, have: 10, wanted: 50 }, one)).toMatch(
    /has 10 %, and must bear 50 %/,
  );
});

it("a division of the traffic that was not asked for is told, and chance is not", () => {
  expect(ratioTrouble(progress([point(1)]))).toBeNull();
  const off = point(1, { ratio: { asked: 0.5, served: 0.4, standardErrors: -6 } });
  expect(ratioTrouble(progress([off]))).toMatch(
    /^40 % of the requests went to the challenger, and 50 % were asked for/,
  );
});

it("a split that a look has checked is told as it found it", () => {
  const split = {
    of: "units" as const,
    found: "mismatch" as const,
    ...{ asked: 0.5, served: 0.4, champion: 6_000, challenger: 4_000 },
    ...{ evidence: 30, line: 6.9, designEffect: 1 },
  };
  expect(ratioTrouble(progress([point(1, { split })]))).toMatch(
    /^40 % of the units \(4,000 of 10,000\) went to the challenger, and 50 % were asked for: that is no chance/,
  );
  const far = { asked: 0.5, served: 0.4, standardErrors: -6 };
  const found = point(1, { ratio: far, split: { ...split, found: "as asked" } });
  expect(ratioTrouble(progress([found]))).toBeNull();
  expect(servedWords(found)).toBe("40 %, asked for 50 %; no more than chance");
  expect(servedWords(point(1))).toBe("50 %, asked for 50 %");
  expect(servedWords(undefined)).toBe("nobody asked yet");
});

it("its charts have every look, and only what has numbers", () => {
  const charts = chartsOf(progress([point(1), point(2), point(3)]));
  expect(charts.map(({ title }) => title)).toEqual([
    "Good outcomes: challenger less champion",
    "Errors: challenger less champion",
    "Evidence",
    "Traffic to the challenger",
  ]);
  for (const { x, series } of charts) {
    expect(x).toHaveLength(3);
    for (const { values } of series) expect(values).toHaveLength(3);
  }
  expect(chartsOf(progress([]))).toEqual([]);
});

it("two rollouts are compared by the time since each began", () => {
  const later = progress([point(1, { end: new Date(started + 90_000).toISOString() })]);
  const { x, series } = comparisonChart(progress([point(1), point(2)]), later);
  expect(x).toEqual([60_000, 90_000, 120_000]);
  expect(series.slice(1).map(({ values }) => values)).toEqual([
    [0.25, 0.25, 0.5],
    [null, 0.25, null],
  ]);
});
