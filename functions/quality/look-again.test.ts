import { expect, it } from "vitest";
import { isLastLook, looksDue } from "./look-again.ts";

const minute = 60_000;
const hour = 60 * minute;
const window = { start: new Date("2026-04-07T14:00:00Z"), end: new Date("2026-04-07T15:00:00Z") };
const wait = { window, lag: 5 * minute, lookBack: 24 * hour };
const after = (milliseconds: number) => new Date(window.end.getTime() + wait.lag + milliseconds);

it.each([
  [0, 0],
  [hour - 1, 0],
  [hour, 1],
  [2 * hour, 2],
  [4 * hour - 1, 2],
  [4 * hour, 3],
  [16 * hour, 5],
  [24 * hour - 1, 5],
  [24 * hour, 6],
  [90 * hour, 6],
])("%d ms after its first look an hour is due for %d more", (since, looks) => {
  expect(looksDue(wait, after(since))).toBe(looks);
});

it("the last look comes when the policy looks back no further, however short that is", () => {
  const short = { ...wait, lookBack: 30 * minute };
  expect(isLastLook(short, after(30 * minute - 1))).toBe(false);
  expect(isLastLook(short, after(30 * minute))).toBe(true);
  expect(looksDue(short, after(30 * minute))).toBe(1);
});
