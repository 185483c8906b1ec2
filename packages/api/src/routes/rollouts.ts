import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import type { ApiEnvironment } from "../environment.ts";
import { policyNamed } from "../fleet-model.ts";
import type { ReadingPorts } from "../ports.ts";
import { Problem } from "../problems/problem.ts";
import { entrySchema } from "../schemas/entry.ts";
import { pagesSchema } from "../schemas/page.ts";
import { modelParameter, wholeNumber } from "../schemas/parameters.ts";
import { problemResponses } from "../schemas/problem.ts";
import { rolloutSchema } from "../schemas/rollout.ts";
import { rolloutProgressSchema } from "../schemas/rollout-progress.ts";
import { etagHeaders, unchanged } from "../schemas/unchanged.ts";
import { entryView } from "../views/entry-view.ts";
import { pagesOfRollout } from "../views/pages.ts";
import { rolloutProgressOf } from "../views/rollout-progress.ts";
import { looksOf, rolloutsOf } from "../views/rollouts.ts";

const rolloutParameter = z
  .string()
  .min(1)
  .max(128)
  .openapi({
    param: { name: "rollout", in: "path" },
    description: "The rollout's name.",
    example: "frost-v5-1",
  });

const rollouts = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models/{model}/rollouts",
  operationId: "listRollouts",
  tags: ["Rollouts"],
  summary: "A model's rollouts",
  request: { params: z.object({ model: modelParameter }) },
  responses: {
    200: {
      headers: etagHeaders,
      description: "Every rollout so far, the newest first.",
      content: { "application/json": { schema: z.object({ rollouts: z.array(rolloutSchema) }) } },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

const rollout = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models/{model}/rollouts/{rollout}",
  operationId: "getRollout",
  tags: ["Rollouts"],
  summary: "One rollout with its looks",
  request: {
    params: z.object({ model: modelParameter, rollout: rolloutParameter }),
  },
  responses: {
    200: {
      headers: etagHeaders,
      description: "The rollout, and every look's counts, evidence and decision in order.",
      content: {
        "application/json": {
          schema: z.object({
            rollout: rolloutSchema,
            looks: z.array(entrySchema).openapi({ description: "Entries of the kind `rollout-looked`." }),
            links: pagesSchema,
          }),
        },
      },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

const progress = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models/{model}/rollouts/{rollout}/progress",
  operationId: "getRolloutProgress",
  tags: ["Rollouts"],
  summary: "How a rollout went, look by look",
  request: {
    params: z.object({ model: modelParameter, rollout: rolloutParameter }),
    query: z.object({
      after: wholeNumber(0, 1_000_000)
        .default(0)
        .openapi({
          param: { name: "after", in: "query" },
          description: "Looks after this one only.",
          example: 500,
        }),
      limit: wholeNumber(1, 2_000)
        .default(500)
        .openapi({ param: { name: "limit", in: "query" }, description: "At most so many.", example: 500 }),
      most: wholeNumber(2, 2_000)
        .optional()
        .openapi({
          param: { name: "most", in: "query" },
          description:
            "Where there are more than so many, some of them: the first, the last, each that decided something or was the first of another share of the traffic, and of every stretch of the others the first and the one with the most evidence. Every look unless given.",
          example: 400,
        }),
    }),
  },
  responses: {
    200: {
      headers: etagHeaders,
      description:
        "Both arms' counts, their differences with confidence sequences, the evidence against its lines and the sample ratio after each look, and what a promotion still needs.",
      content: { "application/json": { schema: rolloutProgressSchema } },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

/** Trials on live traffic, those that run and those that ended. */
export function rolloutRoutes(app: OpenAPIHono<ApiEnvironment>, ports: ReadingPorts): void {
  const { fleet, ledger } = ports;
  app.openapi(rollouts, async (context) => {
    const { model } = context.req.valid("param");
    policyNamed(model, fleet);
    return context.json({ rollouts: [...rolloutsOf(await ledger.read(model))] }, 200);
  });
  app.openapi(rollout, async (context) => {
    const { model, rollout: name } = context.req.valid("param");
    policyNamed(model, fleet);
    const entries = await ledger.read(model);
    const found = rolloutsOf(entries).find((one) => one.rollout === name);
    if (!found) throw new Problem("not-found", { detail: `${model} had no rollout "${name}".` });
    const links = await pagesOfRollout(name, entries, ports);
    return context.json({ rollout: found, looks: looksOf(name, entries).map(entryView), links }, 200);
  });
  app.openapi(progress, async (context) => {
    const { model, rollout: name } = context.req.valid("param");
    const policy = policyNamed(model, fleet);
    const found = rolloutProgressOf(name, await ledger.read(model), policy, context.req.valid("query"));
    if (!found) throw new Problem("not-found", { detail: `${model} had no rollout "${name}".` });
    return context.json(found, 200);
  });
}
