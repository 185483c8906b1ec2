import type { WeatherDay } from "./weather.ts";

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** Each day once, in random order, as often as told. */
export function* inRandomOrder(
  days: readonly WeatherDay[],
  times: number,
  random: Random,
): Generator<WeatherDay> {
  for (let time = 0; time < times; time++) yield* shuffled(days, random);
}

/** The first so many. */
export function* firstOf(days: Iterable<WeatherDay>, count: number): Generator<WeatherDay> {
  let left = count;
  for (const day of days) {
    if (left-- === 0) return;
    yield day;
  }
}

function shuffled(days: readonly WeatherDay[], random: Random): readonly WeatherDay[] {
  return days
    .map((day) => ({ day, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ day }) => day);
}
