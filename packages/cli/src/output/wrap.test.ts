import { expect, test } from "vitest";
import { oneLine, wrap } from "./wrap.ts";

test("breaks between words, keeps long words whole, and flattens line ends", () => {
  expect(wrap("one two\nthree  four", 9)).toEqual(["one two", "three", "four"]);
  expect(wrap("a verylongword b", 5)).toEqual(["a", "verylongword", "b"]);
  expect(wrap("one two", Number.POSITIVE_INFINITY)).toEqual(["one two"]);
});

test("control characters from outside never reach the terminal", () => {
  expect(oneLine("failed\u001b[2J\r\n\tbadly\u0007")).toBe("failed [2J badly");
  expect(wrap("a\u001b[31mb", 80).join()).not.toContain("\u001b");
});
