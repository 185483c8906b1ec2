import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";

/** Draws by a seed. */
export class Dice {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededIntegers(seed);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + integerBelow(most - least + 1, this.random);
  }

  /** True with a probability in percent. */
  percent(probability: number): boolean {
    return this.between(1, 100) <= probability;
  }

  oneOf<const Thing>(things: readonly [Thing, ...Thing[]]): Thing {
    return things[this.between(0, things.length - 1)] ?? things[0];
  }

  /** One of the keys, as often as its weight says. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key {
    // Object.entries forgets what the keys are.
    const entries = Object.entries(weights) as [Key, number][];
    let rest = this.between(
      1,
      entries.reduce((sum, [, weight]) => sum + weight, 0),
    );
    for (const [key, weight] of entries) {
      rest -= weight;
      if (rest <= 0) return key;
    }
    throw new RangeError("Nothing has any weight.");
  }
}
