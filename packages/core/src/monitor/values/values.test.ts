import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseJson } from "../../schema/python-json.ts";
import { type Baseline, parseBaseline } from "../baseline/baseline.ts";
import { statisticsOf } from "../baseline/statistics-of.ts";
import { asLabel, outcomeOf, type QualitySettings } from "../quality/metrics/outcome.ts";
import { cellsOf } from "../window/cells.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import type { FeatureState } from "../window/window-state.ts";
import type { Value } from "./value.ts";

/* The tables of docs/reference/values.md are the rule, and are run here row by row. */

const page = readFileSync(new URL("../../../../../docs/reference/values.md", import.meta.url), "utf8");

/** The cells of a section's table, without the two lines of its head; what is in backticks without them. */
function rowsOf(section: string): readonly (readonly string[])[] {
  const [, text = ""] = page.split(`\n## ${section}\n`);
  const lines = (text.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/ \| |\| | \|/)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, "$1")),
  );
}

function listOf(json: string): readonly Value[] {
  const read = parseJson(json);
  if (!read.ok) throw new Error(`${json}: ${read.reason}`);
  return read.value as readonly Value[];
}

function baselineOf(training: string): Baseline {
  const rows = listOf(training).map((value) => [value]);
  const parsed = parseBaseline(JSON.stringify(statisticsOf(rows, ["x"])));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

function stateOf(baseline: Baseline, take: (counter: WindowCounter) => void): FeatureState {
  const counter = new WindowCounter(baseline, ["x"]);
  counter.buffer.begin(0);
  counter.buffer.beginRow();
  take(counter);
  counter.buffer.endRow();
  counter.commit();
  const [state] = counter.state().features;
  if (!state) throw new Error("the baseline has one feature");
  return state;
}

function countedAs(baseline: Baseline, state: FeatureState): string {
  if (state.missing === 1) return "missing";
  if (state.kind === "numeric") {
    if (state.infinite === 1) return "infinite";
    return state.other === 1 ? "other type" : String(state.mean);
  }
  const [feature] = baseline.features;
  const place = state.counts.indexOf(1);
  return place < 0 || feature?.kind !== "string" ? "unknown" : (feature.categories[place]?.value ?? "");
}

/** Where the calibration counts a value, which has cells for buckets instead of numbers. */
function cellOf(baseline: Baseline, value: Value): string {
  const [feature] = baseline.features;
  if (!feature) throw new Error("the baseline has one feature");
  const cells = cellsOf(feature);
  const cell = cells.of(value);
  if (cell === cells.missing) return "missing";
  if (cell === cells.infinite) return "infinite";
  if (cell === cells.otherType) return "other type";
  if (feature.kind === "numeric") return String(feature.buckets[cell]?.lower);
  return cell === cells.unknown ? "unknown" : (feature.categories[cell]?.value ?? "");
}

test.each(rowsOf("The type of a feature"))("a column of %s is %s", (training, type) => {
  const { features, skipped } = baselineOf(training ?? "");
  const kind = features[0]?.kind === "string" ? "texts" : (features[0]?.kind ?? "unknown");
  expect(kind).toBe(type);
  expect(skipped).toEqual(type === "unknown" ? ["x"] : []);
});

describe.each(["A feature of numbers", "A feature of texts"])("%s", (section) => {
  test.each(rowsOf(section))("of %s: %s count as %s", (training = "", live = "", wanted) => {
    const baseline = baselineOf(training);
    for (const value of listOf(live)) {
      const shown = JSON.stringify(value);
      expect(
        countedAs(
          baseline,
          stateOf(baseline, ({ buffer }) => buffer.value(0, value)),
        ),
        shown,
      ).toBe(wanted);
      expect(cellOf(baseline, value), shown).toBe(wanted);
      if (typeof value === "object") continue;
      const text = String(value);
      expect(
        countedAs(
          baseline,
          stateOf(baseline, ({ buffer }) => buffer.part(0, `7,${text},7`, 2, 2 + text.length)),
        ),
        `${shown} in CSV`,
      ).toBe(wanted);
    }
  });
});

const multiclass: QualitySettings = {
  problem: "multiclass",
  label: 0,
  prediction: 0,
  score: null,
  threshold: 0.5,
  positive: "1",
  within: 0,
};

test.each(rowsOf("Labels and answers"))(
  "labels %s and answers %s: %s",
  (labels = "", answers = "", wanted) => {
    for (const written of listOf(labels)) {
      for (const prediction of listOf(answers)) {
        const label = asLabel(written, "multiclass");
        if (label === null) throw new Error(`${labels} are classes`);
        const outcome = outcomeOf({ label, prediction, score: null }, "main", multiclass);
        const found = outcome === null ? "no answer" : outcome.success ? "same" : "not the same";
        expect(found, `${written} and ${prediction}`).toBe(wanted);
      }
    }
  },
);

test.each(["true", "True", "1", "1.0", " 1"])(
  "a positive class that the policy calls %s is the same in labels, answers and scores",
  (positive) => {
    const settings: QualitySettings = { ...multiclass, problem: "binary", positive };
    for (const written of [true, "TRUE", 1, "1.0"]) {
      const label = asLabel(written, "binary") ?? "";
      const of = (prediction: unknown) => outcomeOf({ label, prediction, score: null }, "main", settings);
      expect(of(1)).toMatchObject({ label: positive, prediction: positive, success: true });
      expect(of("true")).toMatchObject({ prediction: positive, success: true });
      expect(of(0)).toMatchObject({ success: false });
      const scored = { ...settings, prediction: null, score: 0 };
      expect(outcomeOf({ label, prediction: null, score: 0.8 }, "main", scored)).toMatchObject({
        success: true,
      });
    }
  },
);

test("every section of the page has rows", () => {
  for (const section of [
    "The type of a feature",
    "A feature of numbers",
    "A feature of texts",
    "Labels and answers",
  ]) {
    expect(rowsOf(section).length, section).toBeGreaterThan(5);
  }
});
