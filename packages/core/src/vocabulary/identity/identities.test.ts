import { expect, it } from "vitest";
import { type Identities, isKnown, remember } from "./identities.ts";

const remembering = (count: number) =>
  Array.from({ length: count }, (_, index) => `signal ${index}`).reduce<Identities>(
    (known, identity) => remember(known, identity),
    [],
  );

it("an identity is known once it is remembered, and no other is", () => {
  const identities = remembering(120);
  expect(isKnown(identities, "signal 0")).toBe(true);
  expect(isKnown(identities, "signal 119")).toBe(true);
  expect(isKnown(identities, "signal 120")).toBe(false);
  expect(isKnown([], "signal 0")).toBe(false);
});

it("the cause of several entries in a row is remembered once", () => {
  const identities = remembering(120);
  expect(remember(identities, "signal 119")).toBe(identities);
});

it("the latest two thousand are known, and their number does not grow", () => {
  const identities = remembering(9_999);
  const known = Array.from({ length: 9_999 }, (_, index) => index).filter((index) =>
    isKnown(identities, `signal ${index}`),
  );
  expect(known.at(0)).toBeLessThanOrEqual(9_999 - 2_000);
  expect(known.length).toBeLessThanOrEqual(2_050);
});

it("so many pages as are asked for are kept", () => {
  const few = Array.from({ length: 9_999 }, (_, index) => index).reduce<Identities>(
    (known, index) => remember(known, `signal ${index}`, 3),
    [],
  );
  expect(few).toHaveLength(3);
  expect(isKnown(few, "signal 9998")).toBe(true);
  expect(isKnown(few, "signal 9800")).toBe(false);
});

it("remembering leaves what it was given as it was", () => {
  const before = remembering(60);
  const copy = structuredClone(before);
  remember(before, "another");
  expect(before).toEqual(copy);
});
