import { OpenAPIHono } from "@hono/zod-openapi";
import { callerOf } from "./authorisation/caller.ts";
import { documentRoute } from "./document.ts";
import type { ApiEnvironment } from "./environment.ts";
import { etags } from "./etags.ts";
import { linkRoutes } from "./links/routes.ts";
import type { ApiPorts } from "./ports.ts";
import { problemAnswer } from "./problems/answer.ts";
import { refuseInvalid } from "./problems/invalid.ts";
import { Problem } from "./problems/problem.ts";
import { commandRoutes } from "./routes/commands.ts";
import { costRoutes } from "./routes/costs.ts";
import { driftRoutes } from "./routes/drift.ts";
import { entryRoutes } from "./routes/entries.ts";
import { idleRoutes } from "./routes/idle.ts";
import { meRoutes } from "./routes/me.ts";
import { modelRoutes } from "./routes/models.ts";
import { rolloutRoutes } from "./routes/rollouts.ts";
import { webhookRoutes } from "./routes/webhooks.ts";

/** The HTTP API. Requests come with API Gateway's event in their environment, as `hono/aws-lambda` hands it on. */
export function createApi(ports: ApiPorts): OpenAPIHono<ApiEnvironment> {
  const app = new OpenAPIHono<ApiEnvironment>({ defaultHook: refuseInvalid });
  app.use(async (context, next) => {
    context.set("caller", callerOf(context.env, ports.roles));
    await next();
    context.header("cache-control", "no-store");
    context.header("x-content-type-options", "nosniff");
  });
  app.use(etags);
  modelRoutes(app, ports);
  entryRoutes(app, ports);
  rolloutRoutes(app, ports);
  driftRoutes(app, ports);
  costRoutes(app, ports);
  idleRoutes(app, ports);
  commandRoutes(app, ports);
  webhookRoutes(app, ports);
  meRoutes(app);
  linkRoutes(app, ports);
  documentRoute(app);
  app.notFound((context) => {
    const detail = `There is no ${context.req.method} ${context.req.path}.`;
    return problemAnswer(new Problem("not-found", { detail }), context, ports.warn);
  });
  app.onError((error, context) => problemAnswer(error, context, ports.warn));
  return app;
}
