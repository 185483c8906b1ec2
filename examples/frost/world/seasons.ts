import { firstOf, inRandomOrder, type Random } from "@driftwheel/example-shared/world/in-random-order.ts";
import { inThirds } from "@driftwheel/example-shared/world/thirds.ts";
import { readWeather, type WeatherDay } from "./weather.ts";

/**
 * Which days the world serves. Two of every three days are for learning and the third is for serving alone, so that
 * both kinds have the same seasons and the same climate: what differs when New York comes is the city. (By years it
 * would not be so: Seattle's 2015 was 1.3 degrees warmer than its years 2012 to 2014.)
 */
export interface Seasons {
  /** What the first champion is made from: two of three of Seattle's days, 974 in all. */
  readonly history: readonly WeatherDay[];
  /** The rest of Seattle's days, without end. */
  readonly seattle: () => Generator<WeatherDay>;
  /**
   * New York: two of three days first, each once and half of them again, then the rest without end. A model that
   * is retrained on what was served first meets days that it has not seen when it goes on trial.
   */
  readonly newYork: () => Generator<WeatherDay>;
}

export function seasons(random: Random): Seasons {
  const weather = readWeather();
  const seattle = inThirds(weather.filter(({ station }) => station === "Seattle"));
  const newYork = inThirds(weather.filter(({ station }) => station === "New York"));
  return {
    history: seattle.forLearning,
    seattle: () => inRandomOrder(seattle.forServing, Number.POSITIVE_INFINITY, random),
    newYork: function* () {
      const first = newYork.forLearning;
      yield* firstOf(inRandomOrder(first, 2, random), Math.round(1.5 * first.length));
      yield* inRandomOrder(newYork.forServing, Number.POSITIVE_INFINITY, random);
    },
  };
}
