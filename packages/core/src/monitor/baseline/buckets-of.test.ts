import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededIntegers } from "../../stats/random.ts";
import { type Baseline, parseBaseline } from "./baseline.ts";
import { decileBuckets } from "./decile-buckets.ts";
import { statisticsOf } from "./statistics-of.ts";

function read(text: string): Baseline {
  const parsed = parseBaseline(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

function numbers({ features }: Baseline) {
  const [feature] = features;
  if (feature?.kind !== "numeric") throw new Error("the feature is numeric");
  return feature;
}

interface Document {
  readonly buckets?: unknown;
  readonly sketch?: unknown;
  readonly present?: number;
  readonly min?: unknown;
  readonly max?: unknown;
  readonly type?: string;
}

function documentOf({ buckets, sketch, present = 8, min = 1, max = 9, type = "Fractional" }: Document) {
  return {
    version: 0,
    dataset: { item_count: present },
    features: [
      {
        name: "x",
        inferred_type: type,
        numerical_statistics: {
          common: { num_present: present, num_missing: 0 },
          min,
          max,
          distribution: { kll: { buckets, sketch } },
        },
      },
    ],
  };
}

const of = (document: Document) => read(JSON.stringify(documentOf(document)));

const equallyWide = [
  { lower_bound: 1, upper_bound: 5, count: 7 },
  { lower_bound: 5, upper_bound: 9, count: 1 },
];
const items = [[3], [1.5, 2], [9]];
const fromItems = { present: 9, sketch: { parameters: { c: 0.64, k: 2048 }, data: items } };

describe("the buckets of a baseline", () => {
  test("are made of the sketch, an item of level l standing for 2^l rows", () => {
    const { buckets, isBinary } = numbers(of({ ...fromItems, buckets: equallyWide }));
    expect(buckets).toEqual([
      { lower: 1, upper: 2, count: 2 },
      { lower: 2, upper: 3, count: 2 },
      { lower: 3, upper: 9, count: 1 },
      { lower: 9, upper: 9, count: 4 },
    ]);
    expect(isBinary).toBeUndefined();
  });

  test.each([
    ["in the sketch's parameters", { parameters: { c: 0.64, k: 2048, data: items } }],
    ["as the text of a list", { data: JSON.stringify(items) }],
  ])("are made of a sketch whose levels stand %s", (_, sketch) => {
    expect(numbers(of({ present: 9, buckets: equallyWide, sketch })).buckets).toEqual(
      numbers(of(fromItems)).buckets,
    );
  });

  test.each([
    [undefined, "it has no KLL sketch"],
    [{ parameters: { c: 0.64, k: 2048 } }, "it has no KLL sketch"],
    [{ data: "none" }, "it has no KLL sketch"],
    [{ data: [[], []] }, "its KLL sketch is empty"],
    [{ data: [[1, "many"]] }, "level 0 of its KLL sketch has an item that is no number"],
    [{ data: [[1], 4] }, "level 1 of its KLL sketch is no list"],
    [{ data: [[1, 9]] }, "its KLL sketch stands for 2 rows of 8"],
    [{ data: Array.from({ length: 99 }, () => []) }, "its KLL sketch has 99 levels"],
  ])("stay of equal width, and say so, with the sketch %j", (sketch, why) => {
    const baseline = of({ buckets: equallyWide, sketch });
    expect(numbers(baseline).buckets).toEqual([
      { lower: 1, upper: 5, count: 7 },
      { lower: 5, upper: 9, count: 1 },
    ]);
    expect(baseline.notes).toEqual([
      `x: ${why}: its 2 buckets of equal width are taken, which one outlier can make blind`,
    ]);
  });

  test("are none without sketch and buckets, which is said", () => {
    expect(of({ sketch: { data: [] } }).notes).toEqual([
      "x: its KLL sketch is empty and no buckets: its distribution is not compared",
    ]);
  });

  test("are those of another width that somebody chose", () => {
    const chosen = [
      { lower_bound: 1, upper_bound: 2, count: 4 },
      { lower_bound: 2, upper_bound: 9, count: 4 },
    ];
    expect(numbers(of({ ...fromItems, buckets: chosen })).buckets).toEqual([
      { lower: 1, upper: 2, count: 4 },
      { lower: 2, upper: 9, count: 4 },
    ]);
  });

  test("of a constant are one, though Model Monitor writes ten without width", () => {
    const none = Array.from({ length: 10 }, (_, index) => ({
      lower_bound: 4,
      upper_bound: 4,
      count: index === 9 ? 8 : 0,
    }));
    const baseline = of({ buckets: none, min: 4, max: 4 });
    expect(numbers(baseline).buckets).toEqual([{ lower: 4, upper: 4, count: 8 }]);
    expect(baseline.notes).toBeUndefined();
  });

  test("are read from what Python writes: a byte order mark, bare NaN and Infinity", () => {
    const text = JSON.stringify(documentOf({ ...fromItems, min: "MIN", max: "MAX" }));
    const python = `\uFEFF${text.replace('"MIN"', "NaN").replace('"MAX"', "Infinity")}`;
    expect(numbers(read(python)).buckets).toEqual([
      { lower: 1.5, upper: 2, count: 2 },
      { lower: 2, upper: 3, count: 2 },
      { lower: 3, upper: 9, count: 1 },
      { lower: 9, upper: 9, count: 4 },
    ]);
  });

  test("have no infinite items, which are counted as such", () => {
    const broken = [{ lower_bound: "NaN", upper_bound: "NaN", count: 0 }];
    const sketch = { data: [[1, 2, 3, 4, "Infinity"], ["-Infinity"], []] };
    const feature = numbers(of({ present: 7, buckets: broken, sketch, min: "-Infinity", max: "Infinity" }));
    expect(feature).toMatchObject({ present: 7, infinite: 3 });
    expect(feature.buckets.map(({ lower, count }) => [lower, count])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
  });

  test("tell a feature of nothing but 0 and 1, whatever its type is called", () => {
    const sketch = { data: [[0, 0, 0, 0, 0, 1, 1, 1]] };
    for (const type of ["Integral", "Fractional"]) {
      expect(numbers(of({ sketch, min: 0, max: 1, type })).isBinary).toBe(true);
    }
    const ten = Array.from({ length: 10 }, (_, index) => ({
      lower_bound: index / 10,
      upper_bound: (index + 1) / 10,
      count: index === 0 || index === 9 ? 4 : 0,
    }));
    const unsketched = { buckets: ten, min: 0, max: 1 };
    expect(numbers(of({ ...unsketched, type: "Integral" })).isBinary).toBe(true);
    expect(numbers(of(unsketched)).isBinary).toBeUndefined();
    expect(
      numbers(of({ sketch: { data: [[0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1]] }, min: 0, max: 1 })).isBinary,
    ).toBeUndefined();
  });

  test("say when a feature's categories are not listed", () => {
    const common = { num_present: 90, num_missing: 10 };
    const features = [
      { name: "id", inferred_type: "String", string_statistics: { common, distinct_count: 90 } },
    ];
    expect(read(JSON.stringify({ dataset: { item_count: 100 }, features }))).toMatchObject({
      features: [{ kind: "string", categories: [] }],
      notes: ["id: its categories are not listed: only missing values are watched"],
    });
  });
});

describe("Driftwheel's own statistics", () => {
  const column = fc.oneof(
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), {
      minLength: 1,
      maxLength: 300,
    }),
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 300 }),
    fc.nat().map((seed) => {
      const random = seededIntegers(seed);
      return Array.from({ length: 5_000 }, () => (random() % 3 === 0 ? 0 : random() % 100_000));
    }),
  );
  const made = (values: readonly number[]) =>
    statisticsOf(
      values.map((value) => [value]),
      ["x"],
    );
  const rising = (values: readonly number[]) => values.toSorted((one, other) => one - other);
  const exact = (values: readonly number[]) =>
    decileBuckets(rising(values)).map(({ lower_bound, upper_bound, count }) => ({
      lower: lower_bound + 0,
      upper: upper_bound + 0,
      count,
    }));

  test("give the buckets that the same rows give, however many and however tied", () => {
    fc.assert(
      fc.property(column, (values) => {
        expect(numbers(read(JSON.stringify(made(values)))).buckets).toEqual(exact(values));
      }),
      { seed: 1301, numRuns: 60 },
    );
  });

  test("give them from the sketch alone while it keeps every row", () => {
    fc.assert(
      fc.property(column, (values) => {
        fc.pre(values.length <= 2048);
        const text = JSON.stringify(made(values), (key, value: unknown) => (key === "buckets" ? [] : value));
        expect(numbers(read(text)).buckets).toEqual(exact(values));
      }),
      { seed: 1302, numRuns: 60 },
    );
  });

  test("count infinities apart, and stay numeric", () => {
    const document = statisticsOf([[1], [Number.POSITIVE_INFINITY], [2], ["-inf"], [null]], ["x"]);
    expect(document.features[0]).toMatchObject({
      inferred_type: "Integral",
      numerical_statistics: { common: { num_present: 4, num_missing: 1 }, mean: 1.5, min: 1, max: 2 },
      driftwheel: { infinite: 2 },
    });
    const feature = numbers(read(JSON.stringify(document)));
    expect(feature).toMatchObject({ present: 4, missing: 1, infinite: 2 });
    expect(feature.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  test("have a bucket for a value that fills a decile by itself, so a rare 1 among many 0 is told apart", () => {
    const flags = Array.from({ length: 200 }, (_, index) => (index % 20 === 0 ? 1 : 0));
    expect(exact(flags)).toEqual([
      { lower: 0, upper: 1, count: 190 },
      { lower: 1, upper: 1, count: 10 },
    ]);
  });
});
