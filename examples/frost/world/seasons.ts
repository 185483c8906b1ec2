import { firstOf, inRandomOrder, type Random } from "@driftwheel/example-shared/world/in-random-order.ts";
import { readWeather, type WeatherDay } from "./weather.ts";

/**
 * Which days the world serves. Of every three days the first two are for learning and the third is for serving
 * alone, so that both kinds have the same seasons and the same climate: what differs when New York comes is the
 * city. (By years it would not be so: Seattle's 2015 was 1.3 degrees warmer than its years 2012 to 2014.)
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
  const seattle = weather.filter(({ station }) => station === "Seattle");
  const newYork = weather.filter(({ station }) => station === "New York");
  return {
    history: seattle.filter(isForLearning),
    seattle: () => inRandomOrder(seattle.filter(isForServing), Number.POSITIVE_INFINITY, random),
    newYork: function* () {
      const first = newYork.filter(isForLearning);
      yield* firstOf(inRandomOrder(first, 2, random), Math.round(1.5 * first.length));
      yield* inRandomOrder(newYork.filter(isForServing), Number.POSITIVE_INFINITY, random);
    },
  };
}

function isForServing(_day: WeatherDay, index: number): boolean {
  return index % 3 === 2;
}

function isForLearning(day: WeatherDay, index: number): boolean {
  return !isForServing(day, index);
}
