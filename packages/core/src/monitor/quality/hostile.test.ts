import fc from "fast-check";
import { expect, test } from "vitest";
import { parseViolations } from "../reports/constraint-violations.ts";
import { evidentlyFeatures, evidentlyReport } from "../reports/evidently/report.ts";
import { joinLabels } from "./join.ts";
import { measureQuality } from "./measure.ts";
import type { Problem } from "./metrics/outcome.ts";
import { qualityStatistics } from "./quality-statistics.ts";

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const strange = [
  "",
  "null",
  "[]",
  "1e999",
  "-1e308",
  "1e308",
  "NaN",
  "Infinity",
  "\u0000",
  "\uFFFD\uFFFD",
  '"__proto__"',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  deep(2_000),
  "[".repeat(5_000),
  `[${"1,".repeat(2_000)}1]`,
  `${"7,".repeat(2_000)}7`,
];
const line = {
  groundTruthData: { data: "1", encoding: "CSV" },
  captureData: { endpointOutput: { data: '{"p":1,"s":0.4}', encoding: "JSON" } },
  eventMetadata: { eventId: "a", inferenceId: "b" },
};
const report = {
  metrics: [
    {
      metric: "DataDriftTable",
      result: { drift_by_columns: { tide: { stattest_name: "PSI", drift_score: 1, drift_detected: true } } },
    },
    {
      id: "x",
      config: { type: "evidently:metric_v2:ValueDrift", column: "tide", method: "psi", threshold: 0.1 },
      value: 0.2,
    },
  ],
  tests: [{ status: "FAIL", metric_config: { metric_id: "x" } }],
};
const violations = {
  version: 0,
  violations: [{ feature_name: "tide", constraint_check_type: "baseline_drift_check", description: "x" }],
};

function paths(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...paths(inner).map((path) => [key, ...path]),
  ]);
}

/** The JSON text of a value with another text in place of one of its fields, or cut off, or with bytes of no text. */
const mutated = (value: object) =>
  fc
    .record({
      path: fc.constantFrom(...paths(value)),
      by: fc.oneof(
        fc.constantFrom(...strange),
        fc.json(),
        fc.constantFrom(...strange).map((text) => JSON.stringify(text)),
      ),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      how: fc.constantFrom("replace", "replace", "replace", "cut", "bytes"),
    })
    .map(({ path, by, cut, how }) => {
      const marker = "@@here@@";
      const text = JSON.stringify(put(value, path, marker)).replace(`"${marker}"`, () => by);
      if (how === "cut") return text.slice(0, Math.floor(text.length * cut));
      if (how === "replace") return text;
      const bytes = new TextEncoder().encode(text);
      bytes[Math.floor(bytes.length * cut)] = 0xff;
      return new TextDecoder().decode(bytes);
    });

function put(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? put(inner, rest, by) : inner));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => [
      name,
      name === key ? put(inner, rest, by) : inner,
    ]),
  );
}

test.each(["regression", "binary", "multiclass"] as const)(
  "mutated ground truth and captures of a %s never throw, and each line is joined or counted",
  (problem: Problem) => {
    fc.assert(
      fc.property(fc.array(mutated(line), { minLength: 1, maxLength: 8 }), (lines) => {
        const join = joinLabels(
          {
            problem,
            label: 0,
            prediction: "p",
            score: problem === "binary" ? "s" : null,
            threshold: 0.5,
            positive: "1",
            within: 1,
          },
          1_000,
        );
        for (const text of lines) join.label(text, "file");
        for (const text of lines) join.capture(text, "main", true);
        const found = join.finish();
        const outcomes = [...found.outcomes.values()].flatMap((of) => [...of.values()].flat());
        const held = lines.length - found.unreadLabels.lines - found.repeated;
        expect(held).toBeGreaterThanOrEqual(0);
        expect(found.unmatched).toBeLessThanOrEqual(held);
        expect(found.unreadLabels.lines > 0).toBe(found.unreadLabels.reason !== null);
        if (outcomes.length > 0) {
          const text = JSON.stringify(
            qualityStatistics(measureQuality(outcomes, { problem, positive: "1" })),
          );
          // As a number: a class may be called null.
          expect(text).not.toContain(":null");
        }
      }),
      { seed: 2611, numRuns: 600 },
    );
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  },
);

test("a label and an answer of a million columns are read at their column, or counted", () => {
  const wide = `${"7,".repeat(999_999)}7`;
  const join = joinLabels(
    {
      problem: "regression",
      label: 999_999,
      prediction: 5,
      score: null,
      threshold: 0.5,
      positive: "1",
      within: 1,
    },
    1_000,
  );
  join.label(JSON.stringify({ ...line, groundTruthData: { data: wide, encoding: "CSV" } }), "file");
  join.label(
    JSON.stringify({
      ...line,
      groundTruthData: { data: "7", encoding: "CSV" },
      eventMetadata: { eventId: "c" },
    }),
    "file",
  );
  join.capture(
    JSON.stringify({ ...line, captureData: { endpointOutput: { data: wide, encoding: "CSV" } } }),
    "main",
    true,
  );
  const found = join.finish();
  expect([...(found.outcomes.get("file")?.values() ?? [])].flat()).toMatchObject([
    { label: 7, prediction: 7, success: true },
  ]);
  expect(found.unreadLabels).toEqual({
    lines: 1,
    reason: "groundTruthData.data: a row has 1 values; expected a value in column 999999",
  });
});

test("a request of three hundred thousand rows is joined whole", () => {
  const rows = Array.from({ length: 300_000 }, (_, index) => index % 5).join("\n");
  const join = joinLabels(
    { problem: "multiclass", label: 0, prediction: 0, score: null, threshold: 0.5, positive: "1", within: 0 },
    500_000,
  );
  const payload = { data: rows, encoding: "CSV" };
  join.label(JSON.stringify({ ...line, groundTruthData: payload }), "file");
  join.capture(JSON.stringify({ ...line, captureData: { endpointOutput: payload } }), "main", true);
  expect([...(join.finish().outcomes.get("file")?.values() ?? [])].flat()).toHaveLength(300_000);
});

test("mutated reports of Evidently are read or refused with a place, and never throw", () => {
  fc.assert(
    fc.property(mutated(report), (text) => {
      const json = jsonOf(text);
      const parsed = evidentlyReport.safeParse(json);
      if (!parsed.success) return;
      const read = evidentlyFeatures(parsed.data, "report");
      if (read.ok) for (const { feature } of read.features) expect(feature).not.toBe("");
      else expect(read.reason).toMatch(/^report\.metrics/);
    }),
    { seed: 2612, numRuns: 1_000 },
  );
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("mutated files of violations are read or refused with a reason, and never throw", () => {
  fc.assert(
    fc.property(mutated(violations), (text) => {
      const read = parseViolations(text);
      if (!read.ok) expect(read.reason).not.toBe("");
    }),
    { seed: 2613, numRuns: 1_000 },
  );
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
