import { expect, test } from "vitest";
import { integerBelow, seededIntegers } from "./random.ts";

test("integers of one seed are the same again, of another seed others", () => {
  const of = (seed: number) => {
    const random = seededIntegers(seed);
    return [random(), random(), random()];
  };
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});

test("integers are spread evenly over what they are drawn from", () => {
  const random = seededIntegers(3);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let draw = 0; draw < 100_000; draw += 1) {
    const found = integerBelow(10, random);
    counts[found] = (counts[found] ?? 0) + 1;
  }
  // 10,000 expected, standard deviation 95.
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(480);
});
