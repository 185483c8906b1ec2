import { expect, it } from "vitest";
import { retryAfter } from "./retry-after.ts";

const now = new Date("2026-08-03T10:00:00.000Z");

it.each([
  ["0", 0],
  ["120", 120_000],
  [" 7 ", 7_000],
  ["Mon, 03 Aug 2026 10:01:00 GMT", 60_000],
  ["Monday, 03-Aug-26 10:01:00 GMT", 60_000],
  ["Mon Aug  3 10:01:00 2026", 60_000],
  ["Mon, 03 Aug 2026 09:00:00 GMT", 0],
])("reads %j", (header, milliseconds) => {
  expect(retryAfter(header, now)).toBe(milliseconds);
});

it.each([null, "", "later", "2026-08-03T10:01:00Z", "+5", "1e3"])("makes nothing of %j", (header) => {
  expect(retryAfter(header, now)).toBeNull();
});
