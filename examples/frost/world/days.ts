import type { WeatherDay } from "./weather.ts";

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** Days of a station, from one year to another (both inclusive). */
export function daysOf(
  weather: readonly WeatherDay[],
  station: "Seattle" | "New York",
  years: { readonly from: number; readonly to: number },
): readonly WeatherDay[] {
  return weather.filter((day) => {
    const year = Number(day.date.slice(0, 4));
    return day.station === station && year >= years.from && year <= years.to;
  });
}

/** Each day once, in random order, as often as told. */
export function* inRandomOrder(
  days: readonly WeatherDay[],
  times: number,
  random: Random,
): Generator<WeatherDay> {
  for (let time = 0; time < times; time++) yield* shuffled(days, random);
}

function shuffled(days: readonly WeatherDay[], random: Random): readonly WeatherDay[] {
  return days
    .map((day) => ({ day, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ day }) => day);
}
