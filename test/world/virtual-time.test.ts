import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { expect, it } from "vitest";
import { createVirtualTime } from "./virtual-time.ts";

it("acts happen in the order of their moments, and those of one moment as they were asked for", async () => {
  const time = createVirtualTime("2026-05-04T06:00:00.000Z");
  const random = seededIntegers(11);
  const moments = Array.from({ length: 500 }, () => random() % 50);
  const happened: (readonly [number, number])[] = [];
  for (const [order, moment] of moments.entries()) {
    time.after(moment, () => void happened.push([moment, order]));
  }

  await time.run(() => false, 49);

  const expected = moments.map((moment, order) => [moment, order] as const);
  expect(happened).toEqual(expected.toSorted(([one, a], [other, b]) => one - other || a - b));
});

it("time passes only when what an act woke waits again", async () => {
  const time = createVirtualTime("2026-05-04T06:00:00.000Z");
  const seen: string[] = [];
  const walk = async (name: string, pace: number) => {
    for (let step = 1; step <= 2; step++) {
      await time.sleep(pace);
      for (let hop = 0; hop < 20; hop++) await Promise.resolve();
      seen.push(`${name} ${time.now().toISOString().slice(17, 23)}`);
    }
  };
  void walk("slow", 30);
  void walk("quick", 20);

  await time.run(() => false, 1_000);

  expect(seen).toEqual(["quick 00.020", "slow 00.030", "quick 00.040", "slow 00.060"]);
});

it("what lies beyond the limit waits for the next run", async () => {
  const time = createVirtualTime("2026-05-04T06:00:00.000Z");
  let late = false;
  time.after(11, () => {
    late = true;
  });

  await time.run(() => false, 10);
  expect(late).toBe(false);
  await time.run(() => false, 11);
  expect(late).toBe(true);
});
