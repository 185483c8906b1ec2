import {
  type RoutedInvocation,
  routedInvocation,
} from "@driftwheel/driftwheel/assignment/routed-endpoint.ts";
import { askByCsv } from "@driftwheel/example-shared/world/ask-by-csv.ts";
import { PredictionSender } from "@driftwheel/example-shared/world/prediction-sender.ts";
import { rowOf } from "../image/features.ts";
import type { WeatherDay } from "../world/weather.ts";
import { knownRoute } from "./known-route.ts";
import type { Serving } from "./serving.ts";

/** Each request is a message of the log too, and half as many are work enough. */
export const routedPace = { requestsPerSecond: 30 } as const;

/**
 * Callers who read in the route whom to ask, and log what was answered.
 *
 * @param own whom they ask before the first trial, when nobody has written a route
 */
export function routedCallers(own: RoutedInvocation): ReturnType<Serving["ask"]> {
  const sender = new PredictionSender("frost");
  sender.start((error) => console.error(error));
  const route = knownRoute();
  return {
    ask: (runtime) => async (asked, inferenceId) => {
      const value = await route();
      const on = value === null ? own : routedInvocation(undefined, value);
      const row = rowOf(asked.day).join(",");
      const time = new Date();
      const ask = askByCsv(on, (_: WeatherDay) => row);
      const answer = await ask(runtime)(asked, inferenceId);
      sender.log({ inferenceId, time, variant: answer.variant, row, predicted: answer.predicted });
      return answer;
    },
    stop: () => sender.stop(),
  };
}
