import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { expect, test } from "vitest";
import { textHash } from "../text-hash.ts";
import { FirstRequests } from "./first-requests.ts";

test("a unit's first request is kept, in whatever order rows come", () => {
  const first = new FirstRequests();
  first.see(7, { isChallenger: true, requestedAt: 20 });
  first.see(7, { isChallenger: false, requestedAt: 10 });
  first.see(7, { isChallenger: true, requestedAt: 30 });
  first.see(9, { isChallenger: true, requestedAt: 5 });
  expect([...first.all]).toEqual([
    { isChallenger: false, requestedAt: 10 },
    { isChallenger: true, requestedAt: 5 },
  ]);
});

test("two requests of one moment favour no arm, whichever row comes first", () => {
  const at = (isChallenger: boolean) => ({ isChallenger, requestedAt: 10 });
  let challengers = 0;
  for (let unit = 0; unit < 1_000; unit += 1) {
    const [one, other] = [new FirstRequests(), new FirstRequests()];
    for (const arm of [true, false]) one.see(unit, at(arm));
    for (const arm of [false, true]) other.see(unit, at(arm));
    expect([...one.all]).toEqual([...other.all]);
    if ([...one.all][0]?.isChallenger) challengers += 1;
  }
  expect(challengers).toBe(500);
});

test("of more units than are held a part stands for all, with the same shares", () => {
  const random = seededIntegers(5);
  const first = new FirstRequests(2_000);
  for (let user = 0; user < 50_000; user += 1) {
    first.see(textHash(`user-${user}`), { isChallenger: integerBelow(4, random) === 0, requestedAt: user });
  }
  const held = [...first.all];
  expect(held.length).toBeLessThanOrEqual(2_000);
  expect(held.length).toBeGreaterThan(800);
  const share = held.filter(({ isChallenger }) => isChallenger).length / held.length;
  expect(Math.abs(share - 0.25)).toBeLessThan(0.05);
});
