import { describe, expect, it } from "vitest";
import { anyNumber, keptNumber, withNamedNumbers } from "./any-number.ts";

describe("a number that JSON may have no word for", () => {
  const read = (value: unknown) => {
    const parsed = anyNumber("a number").safeParse(value);
    return parsed.success ? parsed.data : parsed.error.issues[0]?.message;
  };

  it.each([
    [1.5, 1.5],
    [Number.NaN, Number.NaN],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ["1.5", "a number"],
    ["nan", "a number"],
    [null, "a number"],
    [undefined, "a number"],
  ])("is read: %s is %s", (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it("is kept as what JSON has: nothing, or the largest number of its sign", () => {
    expect([1.5, Number.NaN, Infinity, -Infinity].map(keptNumber)).toEqual([
      1.5,
      null,
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
    ]);
  });

  it("is a text wherever it stands in a value that becomes JSON, and nothing else is", () => {
    const value = { a: [Number.NaN, 1, "x", null, true], ["__proto__"]: { b: -Infinity } };
    const named = withNamedNumbers(value);
    expect(JSON.stringify(named)).toBe('{"a":["NaN",1,"x",null,true],"__proto__":{"b":"-Infinity"}}');
  });
});
