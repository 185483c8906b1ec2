import { daysOf, inRandomOrder, type Random } from "./days.ts";
import { readWeather, type WeatherDay } from "./weather.ts";

/**
 * Which days the world serves. Whole years throughout, so that no month is more frequent in one part than in
 * another: a baseline of two and a half years would differ from the next year by the season alone.
 */
export interface Seasons {
  /** What the first champion is made from: Seattle, 2012 to 2014. */
  readonly history: readonly WeatherDay[];
  /** Seattle's next year, without end. */
  seattle(): Generator<WeatherDay>;
  /**
   * New York: the years 2012 to 2014 first, each day twice, then 2015 without end. A model that is retrained on
   * New York's first years meets a year that it has not seen.
   */
  newYork(): Generator<WeatherDay>;
}

const first = { from: 2012, to: 2014 };
const next = { from: 2015, to: 2015 };

export function seasons(random: Random): Seasons {
  const weather = readWeather();
  return {
    history: daysOf(weather, "Seattle", first),
    seattle: () => inRandomOrder(daysOf(weather, "Seattle", next), Number.POSITIVE_INFINITY, random),
    *newYork() {
      yield* inRandomOrder(daysOf(weather, "New York", first), 2, random);
      yield* inRandomOrder(daysOf(weather, "New York", next), Number.POSITIVE_INFINITY, random);
    },
  };
}
