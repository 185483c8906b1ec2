import { expect, test } from "vitest";
import { clippedLine } from "./clipped-cusum.ts";

test("the line of a CUSUM of clipped scores grows with the wanted run length, from 0", () => {
  expect(clippedLine(0)).toBe(0);
  expect(clippedLine(Number.NaN)).toBeNaN();
  const lines = [20, 200, 2_000, 1e9].map(clippedLine);
  expect(lines).toEqual(lines.toSorted((one, other) => one - other));
});
