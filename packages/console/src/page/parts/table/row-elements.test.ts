import { expect, it } from "vitest";
import { rowElements } from "./row-elements.ts";

/** Rows named by their letters, drawn in elements from nought on. */
const drawn = (letters: string) => letters.split("").map((id, element) => ({ id, element }));

const elements = (letters: string, before: string, focused: string | null = null) =>
  rowElements(letters.split(""), drawn(before), focused).map(({ element }) => element);

it("rows that are new take the elements of those that were in their places", () => {
  expect(elements("wxyz", "abcd")).toEqual([0, 1, 2, 3]);
  expect(elements("wx", "abcd")).toEqual([0, 1]);
  expect(elements("wxyz", "ab")).toEqual([0, 1, 2, 3]);
});

it("rows that stay keep their elements, wherever they go", () => {
  expect(elements("dcba", "abcd")).toEqual([3, 2, 1, 0]);
  expect(elements("xaby", "abcd")).toEqual([4, 0, 1, 3]);
});

it("a list that is scrolled by some rows has elements for those that come into it", () => {
  expect(elements("cdef", "abcd")).toEqual([2, 3, 4, 5]);
});

it("the element with the focus is nobody else's: it leaves with its row", () => {
  expect(elements("wxyz", "abcd", "b")).toEqual([0, 4, 2, 3]);
  expect(elements("xybz", "abcd", "b")).toEqual([0, 4, 1, 3]);
});
