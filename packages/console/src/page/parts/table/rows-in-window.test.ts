import { expect, it } from "vitest";
import { rowsInWindow } from "./rows-in-window.ts";

const list = { count: 5_000, height: 40, windowHeight: 800 };

it("a list that begins in the window shows what has room below its head, and four rows more", () => {
  expect(rowsInWindow({ ...list, above: -200 }, 4)).toEqual([0, 19]);
});

it("in the middle of a list there are four rows more on either side, those that are partly seen among the others", () => {
  expect(rowsInWindow({ ...list, above: 100_010 }, 4)).toEqual([2_496, 2_525]);
  expect(rowsInWindow({ ...list, above: 100_010 }, 0)).toEqual([2_500, 2_521]);
});

it("its end is the end of the rows, and a list that is scrolled past or far below has none", () => {
  expect(rowsInWindow({ ...list, above: 199_400 }, 4)).toEqual([4_981, 5_000]);
  expect(rowsInWindow({ ...list, above: 300_000 }, 4)).toEqual([5_000, 5_000]);
  expect(rowsInWindow({ ...list, above: -2_000 }, 4)).toEqual([0, 0]);
});

it("a short list has all of its rows, wherever it lies", () => {
  expect(rowsInWindow({ ...list, count: 40, above: -2_000 }, 0)).toEqual([0, 40]);
  expect(rowsInWindow({ ...list, count: 41, above: -2_000 }, 0)).toEqual([0, 0]);
});
