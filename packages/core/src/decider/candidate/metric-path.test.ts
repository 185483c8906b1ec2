import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberPaths, valueAt } from "./metric-path.ts";

describe("the paths of numbers", () => {
  it("lead each to its own number, whatever keys hold and stand beside each other", () => {
    const key = fc.oneof(
      fc.constantFrom(
        "a",
        "b",
        "a.b",
        "b.a",
        ".",
        "",
        "0.5",
        "5",
        "a[0]",
        '["a"]',
        "]",
        '"',
        "'",
        "\\",
        "length",
      ),
      fc.string({ maxLength: 4 }),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.record({ number: fc.constant(null) }),
        fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
        fc.array(tie("tree"), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (drawn) => {
        // Each number is another one, so that one found at another's path is noticed.
        const numbers = Array.from({ length: 1_000 }, (_, index) => index);
        const json: unknown = JSON.parse(JSON.stringify(drawn), (_, value: unknown) =>
          value === null ? numbers.pop() : value,
        );
        const found = numberPaths(json).map((path) => valueAt(json, path));
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((value) => typeof value === "number")).toBe(true);
      }),
      { seed: 2701, numRuns: 1_500 },
    );
  });

  it("have brackets where a longer key would be taken for the same path", () => {
    const json = { "a.b": 1, a: { b: 2 } };
    expect(numberPaths(json)).toEqual(['["a.b"]', '["a"]["b"]']);
    expect(valueAt(json, "a.b")).toBe(1);
    expect(valueAt(json, '["a"]["b"]')).toBe(2);
  });
});

it("a list's length is no metric", () => {
  expect(valueAt({ folds: [0.8, 0.9] }, "folds.length")).toBeUndefined();
  expect(valueAt({ folds: [0.8, 0.9] }, "folds.1")).toBe(0.9);
  expect(valueAt({ curve: { length: 3 } }, "curve.length")).toBe(3);
});
