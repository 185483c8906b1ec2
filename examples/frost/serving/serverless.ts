import { fileURLToPath } from "node:url";
import { names } from "../names.ts";
import { routedCallers, routedPace } from "./routed-callers.ts";
import type { Serving } from "./serving.ts";

/** What the first champion is served by. */
export const firstEndpoint = { serverless: { MemorySizeInMB: 2048, MaxConcurrency: 40 } };

/** Without a server: callers read in the route which endpoint to ask, and log what it answered. */
export const serverless: Serving = {
  fleet: fileURLToPath(new URL("serverless.config.ts", import.meta.url)),
  endpoint: firstEndpoint,
  pace: routedPace,
  ask: () => routedCallers({ EndpointName: names.endpoint }),
};
