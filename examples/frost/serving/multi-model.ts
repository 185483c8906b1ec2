import { fileURLToPath } from "node:url";
import { names, places } from "../names.ts";
import { proxiedCallers } from "./serverless-proxy.ts";
import type { Serving } from "./serving.ts";

/** One of the models of its endpoint: callers know the proxy alone, which says the artifact that the route names. */
export const multiModel: Serving = {
  fleet: fileURLToPath(new URL("multi-model.config.ts", import.meta.url)),
  endpoint: { targetModel: { artifact: names.artifact, under: places.serving } },
  // Each is a message and a file of the log; callers of more send many in one message.
  pace: { requestsPerSecond: 20 },
  // A window has an object for each prediction.
  monitorEvery: 4_000,
  ask: () => proxiedCallers(),
};
