import { uniformInt } from "pure-rand/distribution/uniformInt";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** Choices of a seeded generator. */
export interface Dice {
  /** From 0 to one below. */
  below(count: number): number;
  between(least: number, most: number): number;
  sign(): 1 | -1;
  pick<T>(values: readonly T[]): T;
}

export function diceOf(generator: RandomGenerator): Dice {
  const between = (least: number, most: number) => uniformInt(generator, least, most);
  const below = (count: number) => (count <= 1 ? 0 : between(0, count - 1));
  return {
    below,
    between,
    sign: () => (between(0, 1) === 0 ? 1 : -1),
    pick(values) {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error("there is nothing to pick from");
      return value;
    },
  };
}
