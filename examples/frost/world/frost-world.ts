import type { World } from "@driftwheel/example-shared/world/world.ts";
import { invokeEndpoint } from "./invoke.ts";
import { nights } from "./nights.ts";
import type { Seasons } from "./seasons.ts";
import type { WeatherDay } from "./weather.ts";

/** Seattle's days first, then New York's. */
export function frostWorld(year: Seasons): World<WeatherDay> {
  return {
    model: "frost",
    right: "within 2 degrees",
    ...nights,
    ask: invokeEndpoint,
    usual: { name: "Seattle", begins: "serving Seattle's other days", requests: year.seattle },
    drifted: {
      name: "New York",
      begins: "New York's days come now; nobody tells Driftwheel",
      requests: year.newYork,
    },
    pace: {
      requestsPerSecond: 60,
      concurrency: 40,
      beforeDrift: 18_000,
      afterRollout: 6_000,
      // About 80 seconds when nothing is in the way.
      deadline: 240_000,
      // As long as the main job serves.
      withoutDrift: 84_000,
    },
  };
}
