import { describe, expect, test } from "vitest";
import { type Baseline, parseBaseline } from "../baseline/baseline.ts";
import { constraintsOf } from "../baseline/constraints-of.ts";
import type { Column } from "../baseline/statistics-of.ts";
import { calibratedStatistics } from "../calibration/calibrated-statistics.ts";
import { captureColumns } from "../captures/capture-columns.ts";
import type { Value } from "../values/value.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { derivedColumns } from "./derive-columns.ts";
import { embeddings, texts } from "./generated-rows.fixture.ts";

const rows = 400;
const vectors = embeddings({ rows, seed: 1, length: 16 }).map((vector) => JSON.stringify(vector));
const prose = texts({ rows, seed: 2 });
const hour = Array.from({ length: rows }, (_, row) => row % 24);

const watched = (values: readonly Value[]) =>
  derivedColumns([{ name: "x", values }]).derived.map(({ kind }) => kind);

describe("a training column", () => {
  test.each<readonly [string, readonly Value[], readonly string[]]>([
    ["of lists of as many numbers is one of embeddings", vectors, ["embedding"]],
    ["of lists as NumPy prints them", vectors.map((text) => text.replaceAll(",", " ")), ["embedding"]],
    ["of which some are missing", vectors.map((text, row) => (row % 5 === 0 ? null : text)), ["embedding"]],
    ["of different sentences is free text", prose, ["text"]],
    ["of sentences in a script without blanks", prose.map((_, row) => `日本語の文章です第${row}`), ["text"]],
    [
      "of lists of different lengths is neither",
      vectors.map((text, row) => (row === 7 ? "[1, 2]" : text)),
      [],
    ],
    ["of lists with a word", vectors.map((text, row) => (row === 7 ? '["a", 2]' : text)), []],
    ["of few lists", vectors.slice(0, 99), []],
    [
      "of many lists of which few are whole",
      vectors.map((text, row) => (row < 99 ? text : text.replace("[", "[null,").replace(/,[^,]*]$/, "]"))),
      [],
    ],
    ["of numbers", hour, []],
    ["of few different sentences", prose.map((_, row) => prose[row % 20] ?? ""), []],
    ["of ids", hour.map((_, row) => `8f14e45f-ceea-467f-a830-${row}`), []],
    ["of times", hour.map((_, row) => `Mon Jan 05 10:00:${row} 2026`), []],
    ["of names", hour.map((_, row) => `Ada Lovelace-${row}`), []],
    ["of one word each", prose.map((text, row) => text.replaceAll(" ", "") + String(row)), []],
  ])("%s", (_, values, kinds) => {
    expect(watched(values)).toEqual(kinds);
  });

  test("keeps its name where another column is called like one of its features", () => {
    const columns: readonly Column[] = [
      { name: "note", values: prose },
      { name: "note (words)", values: hour },
    ];
    expect(derivedColumns(columns)).toEqual({ columns, derived: [] });
  });

  test("of what the model answers is no embedding, because a list is many answers", () => {
    const columns = [
      { name: "vector", values: vectors },
      { name: "reply", values: prose },
    ];
    const { derived } = derivedColumns(columns, columns);
    expect(derived.map(({ column }) => column)).toEqual(["reply"]);
  });
});

const columns: readonly Column[] = [
  { name: "hour", values: hour },
  { name: "vector", values: vectors },
  { name: "note", values: prose },
];
const statistics = calibratedStatistics(columns, rows, { windows: 0 });

function read(document: unknown): Baseline {
  const parsed = parseBaseline(JSON.stringify(document));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

describe("a baseline of embeddings and texts", () => {
  test("has their features in the place of the columns, which rows are expected to have, and says so", () => {
    const baseline = read(statistics);
    expect(baseline.features.map(({ name }) => name)).toEqual([
      "hour",
      "vector (distance)",
      "vector (cluster)",
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => `vector (projection ${number})`),
      "note (length)",
      "note (words)",
      "note (unknown words)",
      "note (signs)",
      "note (script)",
    ]);
    expect(captureColumns(baseline, null)).toEqual(["hour", "vector", "note"]);
    expect(baseline.notes).toEqual([
      expect.stringMatching(/^vector: embeddings of 16 numbers, watched by vector \(distance\), /),
      expect.stringMatching(/^note: free text, watched by note \(length\), /),
    ]);
  });

  test("pairs no two features of one column", () => {
    expect(read(statistics).pairs ?? []).toEqual([]);
  });

  test("is a constraint of Model Monitor's by the column alone", () => {
    expect(constraintsOf(statistics).features.map(({ name, inferred_type: type }) => [name, type])).toEqual([
      ["hour", "Integral"],
      ["vector", "String"],
      ["note", "String"],
    ]);
  });

  test("holds no more than 64 kB of the longest embeddings", () => {
    const long = embeddings({ rows: 120, seed: 3, length: 12_000 }).map((vector) => JSON.stringify(vector));
    const [field] = derivedColumns([{ name: "x", values: long }]).derived;
    expect(JSON.stringify(field).length).toBeGreaterThan(60_000);
    expect(JSON.stringify(field).length).toBeLessThan(65_000);
    expect(JSON.stringify(derivedColumns([{ name: "x", values: prose }]).derived).length).toBeLessThan(6_000);
  });

  test.each([
    ["centroids", "AAAA", "BASE64 of whole centroids"],
    ["length", 1, "2 or more"],
    ["kind", "image", "of the kind embedding or text"],
  ])("whose %s is %s is refused", (name, value, expected) => {
    const [vector, note] = statistics.driftwheel?.derived ?? [];
    const driftwheel = { derived: [{ ...vector, [name]: value }, note] };
    const parsed = parseBaseline(JSON.stringify({ ...statistics, driftwheel }));
    expect(parsed).toMatchObject({ ok: false, reason: expect.stringContaining(expected) });
  });
});

describe("what is learnt of training rows", () => {
  const live = embeddings({ rows: 4_000, seed: 5, length: 64 }).map((vector) => JSON.stringify(vector));
  const written = texts({ rows: 4_000, seed: 6 });
  const meanOf = (column: string, values: readonly Value[], feature: number) => {
    const { columns: found } = derivedColumns([{ name: column, values }]);
    const numbers = (found[feature]?.values ?? []).map(Number);
    return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  };

  test("makes them no nearer to it than rows that it was not learnt from", () => {
    // Five hundred rows know their eight centroids well, unless each is looked at without itself.
    const few = Array.from({ length: 8 }, (_, set) => live.slice(500 * set, 500 * set + 500));
    const known = few.reduce((sum, values) => sum + meanOf("x", values, 0), 0) / few.length;
    const unseen = few.map((values, set) => {
      const baseline = read(calibratedStatistics([{ name: "x", values }], values.length, { windows: 0 }));
      return distances(baseline, few[(set + 1) % few.length] ?? []);
    });
    expect(known).toBeCloseTo(unseen.reduce((sum, one) => sum + one, 0) / unseen.length, 2);
  });

  test("and their words no better known", () => {
    const few = Array.from({ length: 20 }, (_, set) => written.slice(200 * set, 200 * set + 200));
    const known = few.reduce((sum, values) => sum + meanOf("x", values, 2), 0) / few.length;
    const unseen = few.map((values, set) => {
      const baseline = read(calibratedStatistics([{ name: "x", values }], values.length, { windows: 0 }));
      return unknownWords(baseline, few[(set + 1) % few.length] ?? []);
    });
    expect(known).toBeCloseTo(unseen.reduce((sum, one) => sum + one, 0) / unseen.length, 2);
  });
});

const distances = (baseline: Baseline, values: readonly Value[]) => meanOfFeature(baseline, values, 0);
const unknownWords = (baseline: Baseline, values: readonly Value[]) => meanOfFeature(baseline, values, 2);

function meanOfFeature(baseline: Baseline, values: readonly Value[], place: number): number {
  const counter = new WindowCounter(baseline, ["x"]);
  for (const value of values) counter.add([value]);
  const feature = counter.state().features[place];
  return feature?.kind === "numeric" ? feature.mean : Number.NaN;
}
