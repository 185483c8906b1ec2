import { describe, expect, test } from "vitest";
import { foldWindows, windowLine } from "../../decider/drift/evidence/persistence.ts";
import { scoreReport } from "../../decider/drift/evidence/score.ts";
import { seededIntegers } from "../../stats/random.ts";
import { cusumReference } from "../../stats/sequential/clipped-cusum.ts";
import { judgeConstraints } from "./constraints.ts";
import { measureQuality } from "./measure.ts";
import type { Outcome } from "./metrics/outcome.ts";
import { qualityStatistics } from "./quality-statistics.ts";
import { rareClassLines } from "./rare-classes.ts";

const hour = 3_600_000;

/** Answers of a model that finds `recall` of the positives, which are 1%, and calls 0.2% of the others positive. */
function answers(count: number, recall: number, random: () => number): readonly Outcome[] {
  const happens = (share: number) => random() < share * 2 ** 32;
  return Array.from({ length: count }, () => {
    const label = happens(0.01) ? "1" : "0";
    const prediction = happens(label === "1" ? recall : 0.002) ? "1" : "0";
    return { variant: "champion", label, prediction, score: null, success: label === prediction };
  });
}

const binary = { problem: "binary", positive: "1" } as const;
const quality = (outcomes: readonly Outcome[]) => measureQuality(outcomes, binary);
const trained = (count: number, seed: number) =>
  qualityStatistics(quality(answers(count, 0.8, seededIntegers(seed))));

/** Hours until quality is confirmed to have fallen, as the decider adds them up; null when it was not. */
function confirmed(baseline: unknown, recall: number, hours: number, seed: number): number | null {
  const random = seededIntegers(seed);
  const line = windowLine({ windowMilliseconds: hour, falseAlarmsPerYear: 2 });
  const windows: ReturnType<typeof scoreReport>[] = [];
  for (let number = 1; number <= hours; number += 1) {
    const { features } = judgeConstraints(quality(answers(1_000, recall, random)), null, {
      baseline,
      falseAlarmRate: 0.01,
    });
    const report = {
      source: "driftwheel" as const,
      schedule: "driftwheel-quality",
      windowStart: new Date(number * hour).toISOString(),
      windowEnd: new Date((number + 1) * hour).toISOString(),
      rows: 1_000,
      report: null,
      evidence: null,
      features,
    };
    windows.push(scoreReport(report, 0.1));
    if (foldWindows(windows, { k: cusumReference, line }).alarm) return number;
    // What came before a sum of 0 does not matter.
    if (foldWindows(windows, { k: cusumReference, line }).cusum <= 0) windows.length = 0;
  }
  return null;
}

describe("where one answer in a hundred is positive", () => {
  test("a recall that falls from 80% to 0% is confirmed within a day, though accuracy hardly moves", () => {
    const waits = [1, 2, 3, 4, 5].map((seed) => confirmed(trained(10_000, seed), 0, 24, 100 + seed));
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(6);
  });

  test("a recall that falls from 80% to 50% is confirmed too", () => {
    for (const seed of [1, 2, 3])
      expect(confirmed(trained(10_000, seed), 0.5, 240, 200 + seed)).not.toBeNull();
  });

  test("nothing is confirmed in a month without change, whatever luck the baseline had", () => {
    for (const seed of [1, 2, 3, 4]) {
      expect(confirmed(trained(2_000, seed), 0.8, 720, 300 + seed)).toBeNull();
    }
  });

  test("recall and F1 of the positive class stand beside accuracy, with their counts, and share the error", () => {
    const random = seededIntegers(7);
    const { features } = judgeConstraints(quality(answers(1_000, 0, random)), null, {
      baseline: trained(10_000, 1),
      falseAlarmRate: 0.01,
    });
    expect(features.map(({ feature, violated }) => [feature, violated])).toEqual([
      ["accuracy", false],
      ["recall", true],
      ["f1", true],
    ]);
    expect(features[1]?.description).toMatch(
      /^Metric recall with 0 \(0 of \d+\) was LessThanThreshold '0\.\d+'$/,
    );
  });

  test("an hour without a positive label says nothing of their recall, and that is told", () => {
    const outcomes = answers(500, 0.8, seededIntegers(8)).filter(({ label }) => label === "0");
    const found = judgeConstraints(quality(outcomes), null, {
      baseline: trained(10_000, 1),
      falseAlarmRate: 0.01,
    });
    expect(found.features.map(({ feature }) => feature)).toEqual(["accuracy"]);
    expect(found.unmeasured).toEqual(["recall: no label is of the class 1, which is rare in the baseline"]);
  });
});

describe("which classes are rare, the baseline's confusion matrix says", () => {
  const lines = (confusion: object, problem: "binary" | "multiclass" = "multiclass") =>
    rareClassLines(
      {
        problem,
        confusion: { hail: { hail: 1, rain: 9 }, rain: { rain: 90, hail: 0 }, "0": { "0": 1, "1": 9 } },
      },
      { [`${problem}_classification_metrics`]: { confusion_matrix: confusion } },
    );

  test("one of several classes is judged by its own recall and F1", () => {
    const found = lines({ hail: { hail: 40, rain: 10 }, rain: { hail: 5, rain: 945 } });
    expect(found.lines).toMatchObject([
      { metric: "recall of hail", value: 0.1, words: "1 of 10" },
      { metric: "f1 of hail", words: "1 of 10" },
    ]);
    expect(found.lines[0]?.line).toBeCloseTo(0.7 - 0.016, 1);
    expect(found.lines[0]?.pValue).toBeLessThan(0.001);
  });

  test("a rare negative class is judged by the true negative rate", () => {
    expect(lines({ "0": { "0": 40, "1": 10 }, "1": { "0": 5, "1": 945 } }, "binary").lines).toMatchObject([
      { metric: "true_negative_rate", value: 0.1 },
      { metric: "f1 of the negative class" },
    ]);
  });

  test("a binary matrix with names of its own does not tell which class is positive", () => {
    const found = lines({ hail: { hail: 40, rain: 10 }, rain: { hail: 5, rain: 945 } }, "binary");
    expect(found).toEqual({ lines: [], unmeasured: [] });
    const truth = lines({ true: { true: 40, false: 10 }, false: { true: 5, false: 945 } }, "binary");
    expect(truth.unmeasured).toEqual(["recall: no label is of the class 1, which is rare in the baseline"]);
  });

  test("a class as frequent as a tenth, one of many equal ones, one never found or hardly seen is not", () => {
    const none = { lines: [], unmeasured: [] };
    expect(lines({ hail: { hail: 80, rain: 20 }, rain: { hail: 5, rain: 895 } })).toEqual(none);
    const equal = Array.from({ length: 20 }, (_, name) => [`c${name}`, { [`c${name}`]: 50 }]);
    expect(lines(Object.fromEntries(equal))).toEqual(none);
    expect(lines({ hail: { hail: 0, rain: 50 }, rain: { rain: 950, hail: 0 } })).toEqual(none);
    expect(lines({ hail: { hail: 4 }, rain: { rain: 950 } })).toEqual(none);
  });

  test("a baseline without a matrix, or with one that is none, names no rare class", () => {
    for (const confusion of [
      undefined,
      null,
      3,
      [],
      { hail: 3 },
      { hail: { rain: -1 } },
      { hail: { rain: "1" } },
    ]) {
      expect(
        rareClassLines(
          { problem: "multiclass", confusion: null },
          { multiclass_classification_metrics: { confusion_matrix: confusion } },
        ).lines,
      ).toEqual([]);
    }
  });
});
