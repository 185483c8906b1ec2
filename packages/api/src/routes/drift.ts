import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import type { ApiEnvironment } from "../environment.ts";
import { policyNamed } from "../fleet-model.ts";
import type { ReadingPorts } from "../ports.ts";
import { Problem } from "../problems/problem.ts";
import { driftHistorySchema, featureDistributionSchema } from "../schemas/drift.ts";
import { modelParameter, wholeNumber } from "../schemas/parameters.ts";
import { problemResponses } from "../schemas/problem.ts";
import { etagHeaders, unchanged } from "../schemas/unchanged.ts";
import { driftHistoryOf, featureDistributionOf, windowAt } from "../views/drift.ts";

const history = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models/{model}/drift",
  operationId: "getDrift",
  tags: ["Drift"],
  summary: "A model's windows",
  request: {
    params: z.object({ model: modelParameter }),
    query: z.object({
      limit: wholeNumber(1, 500)
        .default(200)
        .openapi({
          param: { name: "limit", in: "query" },
          description: "The newest windows of each schedule, at most so many.",
          example: 200,
        }),
    }),
  },
  responses: {
    200: {
      headers: etagHeaders,
      description:
        "What was found in each window, its score, and the sum of the evidence against its line; also of windows that were not judged.",
      content: { "application/json": { schema: driftHistorySchema } },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

const feature = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models/{model}/drift/{window}/features/{feature}",
  operationId: "getFeatureDistribution",
  tags: ["Drift"],
  summary: "A feature's distribution in a window",
  request: {
    params: z.object({
      model: modelParameter,
      window: wholeNumber(1, 1_000_000_000).openapi({
        param: { name: "window", in: "path" },
        description: "The sequence of the entry that tells of the window.",
        example: 42,
      }),
      feature: z
        .string()
        .min(1)
        .max(1_000)
        .openapi({ param: { name: "feature", in: "path" }, description: "Its name.", example: "wind" }),
    }),
  },
  responses: {
    200: {
      headers: etagHeaders,
      description:
        "The baseline's distribution and the window's over the same parts, missing and unknown shares; or why there is none.",
      content: { "application/json": { schema: featureDistributionSchema } },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

/** What the monitors found, window by window. */
export function driftRoutes(app: OpenAPIHono<ApiEnvironment>, ports: ReadingPorts): void {
  const { fleet, ledger } = ports;
  app.openapi(history, async (context) => {
    const { model } = context.req.valid("param");
    const policy = policyNamed(model, fleet);
    const { limit } = context.req.valid("query");
    return context.json(driftHistoryOf(await ledger.read(model), policy, limit), 200);
  });
  app.openapi(feature, async (context) => {
    const { model, window: sequence, feature: name } = context.req.valid("param");
    const policy = policyNamed(model, fleet);
    const entries = await ledger.read(model);
    const window = windowAt(sequence, entries);
    if (!window) {
      throw new Problem("not-found", { detail: `Entry ${sequence} of ${model} tells of no judged window.` });
    }
    const before = entries.filter((entry) => entry.sequence < sequence);
    return context.json(await featureDistributionOf(name, window, before, policy, ports), 200);
  });
}
