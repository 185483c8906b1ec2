import { expect, it } from "vitest";
import { pause } from "./pace.ts";

it("what answers quickly is asked every three seconds, what takes long less often", () => {
  expect(pause(20, 0, null)).toBe(3_000);
  expect(pause(500, 0, null)).toBe(10_000);
  expect(pause(30_000, 0, null)).toBe(60_000);
});

it("what fails is asked less and less often, and what is busy when it said", () => {
  expect(pause(20, 1, { kind: "offline" })).toBe(3_000);
  expect(pause(20, 3, { kind: "offline" })).toBe(12_000);
  expect(pause(20, 9, { kind: "broken", status: 500, detail: "" })).toBe(60_000);
  expect(pause(20, 1, { kind: "busy", seconds: 7 })).toBe(7_000);
  expect(pause(20, 1, { kind: "signed-out" })).toBe(60_000);
});
