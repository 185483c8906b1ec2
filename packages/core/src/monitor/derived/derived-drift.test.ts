import { describe, expect, test } from "vitest";
import { type Baseline, parseBaseline } from "../baseline/baseline.ts";
import { calibratedStatistics } from "../calibration/calibrated-statistics.ts";
import type { Value } from "../values/value.ts";
import { assessWindow } from "../window/assess-window.ts";
import { columnMismatch } from "../window/column-mismatch.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { countsOfState } from "../window/window-counts.ts";
import { embeddings, texts } from "./generated-rows.fixture.ts";

const [trained, asked] = [3_000, 400];
const written = (vectors: readonly (readonly number[])[]) => vectors.map((vector) => JSON.stringify(vector));

function baselineOf(name: string, values: readonly Value[]): Baseline {
  const made = calibratedStatistics([{ name, values }], values.length, { windows: 1_000, sizes: [asked] });
  const parsed = parseBaseline(JSON.stringify(made));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

/** The features that a window's rows violate, and its p-value. */
function judged(baseline: Baseline, values: readonly Value[], columns: readonly string[]) {
  const counter = new WindowCounter(baseline, columns);
  for (const value of values) counter.add([value]);
  const assessment = assessWindow({
    baseline,
    counts: countsOfState(counter.state()),
    falseAlarmRate: 0.01,
    minEffect: 0.05,
    minRows: 30,
    runLength: 4_000,
  });
  if (assessment.result !== "assessed") throw new Error(assessment.reason);
  const violated = assessment.features.filter(({ violated: is }) => is).map(({ feature }) => feature);
  return { violated, pValue: assessment.evidence.pValue };
}

describe("embeddings", () => {
  const baseline = baselineOf("vector", written(embeddings({ rows: trained, seed: 1 })));
  const window = (change: { readonly moved?: number; readonly fresh?: number; readonly seed: number }) =>
    judged(baseline, written(embeddings({ rows: asked, ...change })), ["vector"]);

  test("like those of the training are no drift", () => {
    const calm = [11, 12, 13, 14, 15].map((seed) => window({ seed }));
    expect(calm.flatMap(({ violated }) => violated)).toEqual([]);
    expect(calm.every(({ pValue }) => pValue > 0.01)).toBe(true);
  });

  test("that moved are found by what is farther away and by where it went", () => {
    const { violated, pValue } = window({ seed: 21, moved: 1 });
    expect(pValue).toBeLessThan(1e-5);
    expect(violated.length).toBeGreaterThan(0);
    expect(violated.every((name) => name.startsWith("vector ("))).toBe(true);
  });

  test("of a topic that the training had not are far from all centroids", () => {
    expect(window({ seed: 22, fresh: 0.2 }).violated).toContain("vector (distance)");
  });
});

describe("texts", () => {
  const baseline = baselineOf("note", texts({ rows: trained, seed: 1 }));
  const window = (change: Omit<Parameters<typeof texts>[0], "rows">) =>
    judged(baseline, texts({ rows: asked, ...change }), ["note"]);

  test("like those of the training are no drift", () => {
    const calm = [11, 12, 13, 14, 15].map((seed) => window({ seed }));
    expect(calm.flatMap(({ violated }) => violated)).toEqual([]);
    expect(calm.every(({ pValue }) => pValue > 0.01)).toBe(true);
  });

  test.each([
    [
      "in another language are found by their words",
      { change: "other language", share: 0.2 },
      "unknown words",
    ],
    ["in another script are found by it", { change: "other script", share: 0.1 }, "script"],
    ["with jargon are found by their words", { change: "jargon", share: 1 }, "unknown words"],
    ["that were cut short are found by their length", { change: "truncated", share: 0.3 }, "length"],
  ] as const)("%s", (_, change, feature) => {
    const { violated, pValue } = window({ seed: 31, ...change });
    expect(pValue).toBeLessThan(1e-4);
    expect(violated).toContain(`note (${feature})`);
  });

  test("that no request has are told as their column", () => {
    const counter = new WindowCounter(baseline, ["other"]);
    for (let row = 0; row < 50; row += 1) counter.add([1]);
    expect(columnMismatch(baseline, null, counter.state())).toBe(
      "The baseline has note, which no request has.",
    );
  });

  test("that the policy names as a value that nobody watches are not watched", () => {
    expect(() => judged(baseline, texts({ rows: asked, seed: 1, change: "truncated" }), [""])).toThrow(
      "none of the baseline's features can be compared",
    );
  });
});
