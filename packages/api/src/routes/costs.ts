import { replay } from "@driftwheel/core/decider/evolve.ts";
import { costAccount } from "@driftwheel/core/ledger/cost-account.ts";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import type { ApiEnvironment } from "../environment.ts";
import { policyNamed } from "../fleet-model.ts";
import type { ApiPorts } from "../ports.ts";
import { costsOfModelSchema, monthOfCostsSchema } from "../schemas/costs.ts";
import { modelName, wholeNumber } from "../schemas/parameters.ts";
import { problemResponses } from "../schemas/problem.ts";
import { etagHeaders, unchanged } from "../schemas/unchanged.ts";
import { costsOfModel, monthView } from "../views/costs.ts";

/** All entries of each are read for it. */
const mostModels = 50;

const costs = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/costs",
  operationId: "listCosts",
  tags: ["Costs"],
  summary: "What retrainings and trials cost by model and month, and what they brought",
  request: {
    query: z.object({
      model: modelName
        .optional()
        .openapi({ description: "One model alone; all of the fleet unless given.", example: "frost" }),
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2026-11")
        .optional()
        .openapi({ description: "One month alone, UTC.", example: "2026-11" }),
      after: modelName.optional().openapi({
        description: "Only models after this one: the `next` of the page before.",
        example: "frost",
      }),
      limit: wholeNumber(1, mostModels)
        .default(20)
        .openapi({ description: "Models in a page.", example: 20 }),
    }),
  },
  responses: {
    200: {
      headers: etagHeaders,
      description: "What the ledgers say, by the prices that each cost was written down with.",
      content: {
        "application/json": {
          schema: z.object({
            currency: z.enum(["USD"]),
            models: z.array(costsOfModelSchema).openapi({
              description: "In the fleet's order, with what the policy allows and what is left of it now.",
            }),
            months: z
              .array(monthOfCostsSchema)
              .openapi({ description: "Of these models, by model; the oldest month first." }),
            next: z.string().nullable().openapi({
              description: "The `after` of the next page; null when there is none.",
            }),
          }),
        },
      },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

/** Money, by the ledgers alone. */
export function costRoutes(
  app: OpenAPIHono<ApiEnvironment>,
  { fleet, ledger, clock }: Pick<ApiPorts, "fleet" | "ledger" | "clock">,
): void {
  app.openapi(costs, async (context) => {
    const { model, month, after, limit } = context.req.valid("query");
    for (const name of [model, after]) if (name !== undefined) policyNamed(name, fleet);
    const names = model === undefined ? Object.keys(fleet.models) : [model];
    const rest = after === undefined ? names : names.slice(names.indexOf(after) + 1);
    const page = rest.slice(0, limit);
    const now = clock.now();
    const found = [];
    // One after the other: a ledger may be large, and all that is kept of it is its costs.
    for (const name of page) {
      const entries = await ledger.read(name);
      found.push({
        of: costsOfModel(name, policyNamed(name, fleet), replay(name, entries), now),
        months: costAccount(name, entries).filter((one) => month === undefined || one.month === month),
      });
    }
    return context.json(
      {
        currency: "USD" as const,
        models: found.map(({ of }) => of),
        months: found.flatMap(({ months }) => months.map(monthView)),
        next: rest.length > page.length ? (page.at(-1) ?? null) : null,
      },
      200,
    );
  });
}
