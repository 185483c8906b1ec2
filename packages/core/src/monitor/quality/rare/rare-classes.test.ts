import { describe, expect, test } from "vitest";
import { judgeClasses } from "./class-lines.ts";
import type { PooledClass } from "./class-pools.ts";
import { rareClasses } from "./rare-classes.ts";

const found = (confusion: unknown, problem: "binary" | "multiclass" = "multiclass") =>
  rareClasses({ [`${problem}_classification_metrics`]: { confusion_matrix: confusion } }, problem, 0.01);
const names = (confusion: unknown) => found(confusion).map(({ name }) => name);
const hail = { hail: { hail: 40, rain: 10 }, rain: { hail: 5, rain: 945 } };

describe("which classes are rare, the baseline's confusion matrix says", () => {
  test("one of several classes has lines for its own recall and F1, a tenth or two standard errors below", () => {
    const [one] = found(hail);
    expect(one).toMatchObject({
      name: "hail",
      recall: { metric: "recall of hail" },
      f1: { metric: "f1 of hail" },
    });
    expect(one?.recall.line).toBeCloseTo(0.7 - 0.016, 1);
    expect(one?.f1.told(one.f1.line)).toBeLessThan(0.9 * (80 / 95));
  });

  test("a rare negative class has the true negative rate", () => {
    const [one] = found({ "0": { "0": 40, "1": 10 }, "1": { "0": 5, "1": 945 } }, "binary");
    expect([one?.recall.metric, one?.f1.metric]).toEqual(["true_negative_rate", "f1 of the negative class"]);
  });

  test("a binary matrix with names of its own does not tell which class is positive, and true is 1", () => {
    expect(found(hail, "binary")).toEqual([]);
    const truth = found({ true: { true: 40, false: 10 }, false: { true: 5, false: 945 } }, "binary");
    expect(truth).toMatchObject([{ name: "1", recall: { metric: "recall" } }]);
  });

  test("a class as frequent as a tenth, one of many equal ones, one never found or hardly seen is not", () => {
    expect(names({ hail: { hail: 80, rain: 20 }, rain: { hail: 5, rain: 895 } })).toEqual([]);
    const equal = Array.from({ length: 20 }, (_, name) => [`c${name}`, { [`c${name}`]: 50 }]);
    expect(names(Object.fromEntries(equal))).toEqual([]);
    expect(names({ hail: { hail: 0, rain: 50 }, rain: { rain: 950, hail: 0 } })).toEqual([]);
    expect(names({ hail: { hail: 4 }, rain: { rain: 950 } })).toEqual([]);
  });

  test("a baseline without a matrix, or with one that is none, names no rare class", () => {
    const broken = [undefined, null, 3, [], { hail: 3 }, { hail: { rain: -1 } }, { hail: { rain: "1" } }];
    for (const confusion of broken) expect(found(confusion)).toEqual([]);
  });
});

describe("labels that are needed", () => {
  const pooled = (counts: PooledClass["counts"]): readonly PooledClass[] =>
    found(hail).map((trained) => ({
      ...{ trained, counts, isWaiting: false, hours: 1 },
      ...{ start: "2026-04-07T14:00:00.000Z", end: "2026-04-07T15:00:00.000Z" },
    }));

  test("are so many that a model which finds none of them is certainly worse, and one fewer is not", () => {
    const needed = found(hail)[0]?.needed ?? 0;
    const none = (turnedOut: number) => ({ hits: 0, turnedOut, predicted: 0 });
    expect(judgeClasses(pooled(none(needed)), 0.01).features).toMatchObject([
      { feature: "recall of hail", violated: true },
      { feature: "f1 of hail" },
    ]);
    expect(judgeClasses(pooled(none(needed - 1)), 0.01)).toEqual({
      features: [],
      told: [
        {
          name: "hail",
          state: "not-enough-data",
          words: `${needed - 1} labels of the class hail in the hour from 2026-04-07T14:00Z to 2026-04-07T15:00Z; ${needed} are needed.`,
        },
      ],
    });
  });

  test("of a class that the model found nearly always are few, and of one that it found seldom many", () => {
    const needed = (hits: number) =>
      found({ hail: { hail: hits, rain: 100 - hits }, rain: { rain: 9_900 } })[0]?.needed;
    expect(needed(99)).toBe(3);
    expect(needed(80)).toBe(5);
    expect(needed(30)).toBeGreaterThan(20);
  });
});
