/** A source of numbers in [0, 1). */
export type Random = () => number;

/** Each item once, in random order, as often as told. */
export function* inRandomOrder<Item>(
  items: readonly Item[],
  times: number,
  random: Random,
): Generator<Item, undefined> {
  for (let time = 0; time < times; time++) yield* shuffled(items, random);
}

/** The first so many. */
export function* firstOf<Item>(items: Iterable<Item>, count: number): Generator<Item, undefined> {
  let left = count;
  for (const item of items) {
    if (left-- === 0) return;
    yield item;
  }
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}
