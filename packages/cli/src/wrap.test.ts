import { expect, test } from "vitest";
import { wrap } from "./wrap.ts";

test("breaks between words, keeps long words whole, and flattens line ends", () => {
  expect(wrap("one two\nthree  four", 9)).toEqual(["one two", "three", "four"]);
  expect(wrap("a verylongword b", 5)).toEqual(["a", "verylongword", "b"]);
  expect(wrap("one two", Number.POSITIVE_INFINITY)).toEqual(["one two"]);
});
