import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";

/** Draws that are the same for the same seed. */
export interface Random {
  /** A whole number from 0 to below this. */
  below(limit: number): number;
}

export function seededRandom(seed: number): Random {
  const integers = seededIntegers(seed);
  return { below: (limit) => integerBelow(limit, integers) };
}

/** The items in an order that is drawn (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const [one, two] = [order[last], order[other]];
    // Both places are within the list.
    order[last] = two as Item;
    order[other] = one as Item;
  }
  return order;
}
