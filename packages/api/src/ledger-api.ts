import { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnvironment } from "./environment.ts";
import type { ReadingPorts } from "./ports.ts";
import { problemAnswer } from "./problems/answer.ts";
import { refuseInvalid } from "./problems/invalid.ts";
import { driftRoutes } from "./routes/drift.ts";
import { entryRoutes } from "./routes/entries.ts";
import { modelRoutes } from "./routes/models.ts";
import { rolloutRoutes } from "./routes/rollouts.ts";

/**
 * The part of the API that a ledger can answer: models, entries, rollouts, approvals. It is for whoever holds the ledger
 * already, and asks nobody who they are: it must not be served.
 */
export function createLedgerApi(ports: ReadingPorts): OpenAPIHono<ApiEnvironment> {
  const app = new OpenAPIHono<ApiEnvironment>({ defaultHook: refuseInvalid });
  app.use(async (context, next) => {
    context.set("caller", { by: "the ledger's holder", role: "reader" });
    await next();
  });
  modelRoutes(app, ports);
  entryRoutes(app, ports);
  rolloutRoutes(app, ports);
  driftRoutes(app, ports);
  app.onError((error, context) => problemAnswer(error, context, ports.warn));
  return app;
}
