import { expect, it } from "vitest";
import { encode, fitEncoder } from "./encoder.ts";

const columns = [
  { name: "swell", kind: "number" },
  { name: "berth", kind: "word" },
] as const;

const north = Array.from({ length: 6 }, () => ["1", "north"]);
const south = Array.from({ length: 6 }, () => ["3", "south"]);
const fitted = fitEncoder([...columns], [...north, ...south, ["2", "rare"], ["", "rare"]]);

it("standardises numbers, and takes the mean for a missing one", () => {
  const deviation = Math.sqrt(12 / 13);
  expect(encode(fitted, ["3", "north"])[0]).toBeCloseTo(1 / deviation, 10);
  expect(encode(fitted, ["NA", "north"])[0]).toBe(0);
});

it("has a feature for each frequent word, and one for rare and unseen ones together", () => {
  const words = (berth: string) => [...encode(fitted, ["2", berth])].slice(1);
  expect(words("north")).toEqual([1, 0, 0]);
  expect(words("south ")).toEqual([0, 1, 0]);
  expect(words("rare")).toEqual([0, 0, 1]);
  expect(words("never seen")).toEqual([0, 0, 1]);
  expect(words("")).toEqual([0, 0, 1]);
});

it("leaves out a number that does not vary", () => {
  const constant = fitEncoder([columns[0]], [["0.1"], ["0.1"], ["0.1"]]);
  expect(encode(constant, ["7"])).toHaveLength(0);
});

it("refuses a word where numbers are", () => {
  expect(() => encode(fitted, ["calm", "north"])).toThrow(
    'The column "swell" has the value "calm"; expected a number.',
  );
});
