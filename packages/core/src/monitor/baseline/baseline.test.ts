import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Baseline, parseBaseline } from "./baseline.ts";
import { statisticsOf } from "./statistics-of.ts";

function baselineOf(document: unknown): Baseline {
  const answer = parseBaseline(JSON.stringify(document));
  if (!answer.ok) throw new Error(answer.reason);
  return answer.baseline;
}

const common = { num_present: 500, num_missing: 3 };

/** As Model Monitor writes it: buckets of equal width, counts as fractions, further fields. */
const fromModelMonitor = {
  version: 0.0,
  dataset: { item_count: 503 },
  features: [
    {
      name: "rent",
      inferred_type: "Fractional",
      numerical_statistics: {
        common,
        mean: 21.5,
        sum: 10_750,
        std_dev: "NaN",
        min: 1,
        max: 41,
        distribution: {
          kll: {
            buckets: [
              { lower_bound: 1, upper_bound: 21, count: 240.0 },
              { lower_bound: 21, upper_bound: 41, count: 260.0 },
            ],
            sketch: { parameters: { c: 0.64, k: 2048.0 }, data: [[1, 41]] },
          },
        },
      },
    },
    {
      name: "plan",
      inferred_type: "String",
      string_statistics: {
        common,
        distinct_count: 2.0,
        distribution: {
          categorical: {
            buckets: [
              { value: "basic", count: 90 },
              { value: "family", count: 410 },
            ],
          },
        },
      },
    },
    { name: "comment", inferred_type: "Unknown" },
  ],
};

describe("a baseline", () => {
  test("is read from Model Monitor's statistics, with what cannot be watched named", () => {
    expect(baselineOf(fromModelMonitor)).toEqual({
      rows: 503,
      features: [
        {
          kind: "numeric",
          name: "rent",
          present: 500,
          missing: 3,
          standardDeviation: null,
          buckets: [
            { lower: 1, upper: 21, count: 240 },
            { lower: 21, upper: 41, count: 260 },
          ],
        },
        {
          kind: "string",
          name: "plan",
          present: 500,
          missing: 3,
          categories: [
            { value: "family", count: 410 },
            { value: "basic", count: 90 },
          ],
        },
      ],
      skipped: ["comment"],
      notes: [
        "rent: its KLL sketch stands for 2 rows of 500: its 2 buckets of equal width are taken, which one outlier can make blind",
      ],
    });
  });

  test.each([
    ["", "the file is empty"],
    ['{"dataset": {"item_count": 1}', "the file is no JSON"],
    ["[]", "the file: is a list of 0; expected an object"],
    [
      '{"dataset": {"item_count": "many"}, "features": []}',
      'dataset.item_count: is "many"; expected a count',
    ],
    [
      '{"dataset": {"item_count": 1}, "features": [{"name": "a", "numerical_statistics": {}}]}',
      "features.0.numerical_statistics.common: is missing",
    ],
  ])("that is broken is refused with the place: %s", (text, reason) => {
    expect(parseBaseline(text)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });
});

describe("statistics of rows", () => {
  const rows = Array.from({ length: 1000 }, (_, index) => [
    index / 10,
    String(index % 12),
    index % 4 === 0 ? "" : "dry",
    index < 600 ? 0 : index / 100,
  ]);
  const document = statisticsOf(rows, ["high", "month", "sky", "rain"]);
  const [high, month, sky, rain] = baselineOf(document).features;

  test("have ten buckets that hold the same number of rows", () => {
    expect(high).toMatchObject({ kind: "numeric", present: 1000, missing: 0 });
    const counts = high?.kind === "numeric" ? high.buckets.map(({ count }) => count) : [];
    expect(counts).toEqual(Array.from({ length: 10 }, () => 100));
  });

  test("have fewer buckets where equal values fall together", () => {
    const buckets = rain?.kind === "numeric" ? rain.buckets : [];
    expect(buckets.map(({ lower, count }) => [lower, count])).toEqual([
      [0, 600],
      [6, 100],
      [7, 100],
      [8, 100],
      [9, 100],
    ]);
  });

  test("take texts that write numbers for numbers, and count what is missing", () => {
    expect(month).toMatchObject({ kind: "numeric", present: 1000 });
    expect(sky).toEqual({
      kind: "string",
      name: "sky",
      present: 750,
      missing: 250,
      categories: [{ value: "dry", count: 750 }],
    });
    expect(document.features[1]).toMatchObject({ inferred_type: "Integral" });
    expect(document.features[0]).toMatchObject({
      inferred_type: "Fractional",
      numerical_statistics: { mean: 49.95, min: 0, max: 99.9 },
    });
  });

  test("of a column without any value are of unknown type", () => {
    expect(statisticsOf([[null], ["NaN"]], ["gone"]).features).toEqual([
      { name: "gone", inferred_type: "Unknown" },
    ]);
  });

  test("keep a sketch of at most 2,048 values, each standing for as many as its level says", () => {
    const many = Array.from({ length: 5_000 }, (_, index) => [index]);
    const [feature] = statisticsOf(many, ["count"]).features;
    if (!feature || !("numerical_statistics" in feature)) throw new Error("the column is numeric");
    const { data } = feature.numerical_statistics.distribution.kll.sketch;
    expect(data.map((level) => level.length)).toEqual([0, 0, 1250]);
  });

  test("put every present number into one bucket, whatever the numbers", () => {
    const values = fc.array(
      fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 3 })),
      {
        minLength: 1,
        maxLength: 80,
      },
    );
    fc.assert(
      fc.property(values, (numbers) => {
        const [feature] = baselineOf(
          statisticsOf(
            numbers.map((number) => [number]),
            ["x"],
          ),
        ).features;
        const buckets = feature?.kind === "numeric" ? feature.buckets : [];
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(numbers.length);
        expect(buckets.length).toBeLessThanOrEqual(10);
      }),
      { seed: 61 },
    );
  });
});
