import { fileURLToPath } from "node:url";
import { findRoute } from "@driftwheel/aws/routing/found-route.ts";
import { routedEndpoint } from "@driftwheel/driftwheel/assignment/routed-endpoint.ts";
import { askByCsv } from "@driftwheel/example-shared/world/ask-by-csv.ts";
import { PredictionSender } from "@driftwheel/example-shared/world/prediction-sender.ts";
import { rowOf } from "../image/features.ts";
import { names } from "../names.ts";
import type { WeatherDay } from "../world/weather.ts";
import { routeParameter } from "./names.ts";
import type { Serving } from "./serving.ts";

/** What the first champion is served by. */
export const firstEndpoint = { serverless: { MemorySizeInMB: 2048, MaxConcurrency: 40 } };

/** Milliseconds that callers go by what they have read of the route; the fleet says 2 seconds. */
const routeKept = 1_000;

/** Without a server: callers read in the route which endpoint to ask, and log what it answered. */
export const serverless: Serving = {
  fleet: fileURLToPath(new URL("serverless.config.ts", import.meta.url)),
  endpoint: firstEndpoint,
  ask() {
    const sender = new PredictionSender("frost");
    sender.start((error) => console.error(error));
    let route = { value: null as string | null, until: 0 };
    return {
      ask: (runtime) => async (asked, inferenceId) => {
        if (Date.now() >= route.until) {
          route = { ...route, until: Date.now() + routeKept };
          route = { ...route, value: (await findRoute(routeParameter)).value };
        }
        // Before the first trial nobody has written one.
        const endpoint = route.value === null ? names.endpoint : routedEndpoint(undefined, route.value);
        const row = rowOf(asked.day).join(",");
        const time = new Date();
        const answer = await askByCsv(endpoint, (_: WeatherDay) => row)(runtime)(asked, inferenceId);
        sender.log({ inferenceId, time, variant: answer.variant, row, predicted: answer.predicted });
        return answer;
      },
      stop: () => sender.stop(),
    };
  },
};
