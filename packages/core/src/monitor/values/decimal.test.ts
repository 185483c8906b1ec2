import fc from "fast-check";
import { expect, test } from "vitest";
import { plainDecimal } from "./decimal.ts";

const read = (text: string) => plainDecimal(`9${text}9`, 1, 1 + text.length);

test("a plain decimal inside a text is the number that JavaScript reads, to the last bit", () => {
  const digits = fc.stringMatching(/^-?\d{1,15}(?:\.\d{0,6})?(?:[eE][+-]?\d{1,2})?$/);
  fc.assert(
    fc.property(digits, (text) => {
      const number = read(text);
      if (!Number.isNaN(number)) expect(number).toBe(Number(text));
    }),
    { seed: 70, numRuns: 5_000 },
  );
  expect(["0", "-0", "12.80", "-3.5", ".5", "7.", "3e4", "2.5E-3", "001"].map(read)).toEqual([
    0, -0, 12.8, -3.5, 0.5, 7, 30_000, 0.0025, 1,
  ]);
});

test.each(["", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", " 1", "1 ", "NaN", "Infinity", "1e999", "1,5"])(
  "what is none is left to others: %j",
  (text) => {
    expect(read(text)).toBeNaN();
  },
);

test("more digits than a double holds are left to others", () => {
  expect(read("12345678901234567890")).toBeNaN();
  expect(read("9007199254740989")).toBe(9007199254740989);
});
