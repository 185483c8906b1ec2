import { explanationOf } from "@driftwheel/core/ledger/explanation.ts";
import { pageOf } from "@driftwheel/core/ledger/page.ts";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import type { ApiEnvironment } from "../environment.ts";
import { policyNamed } from "../fleet-model.ts";
import type { ReadingPorts } from "../ports.ts";
import { Problem } from "../problems/problem.ts";
import { entrySchema, kindSchema } from "../schemas/entry.ts";
import { pagesSchema } from "../schemas/page.ts";
import { modelParameter, wholeNumber } from "../schemas/parameters.ts";
import { problemResponses } from "../schemas/problem.ts";
import { etagHeaders, unchanged } from "../schemas/unchanged.ts";
import { entryView } from "../views/entry-view.ts";
import { pagesOfEntry } from "../views/pages.ts";

/** A page of the largest entries stays below the 6 MB of a Lambda function's answer. */
const longestPage = 200;

const entries = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models/{model}/entries",
  operationId: "listEntries",
  tags: ["Ledger"],
  summary: "A model's ledger, page by page",
  request: {
    params: z.object({ model: modelParameter }),
    query: z.object({
      after: wholeNumber(0, 2 ** 31)
        .default(0)
        .openapi({ description: "Only entries after this one: the `next` of the page before.", example: 0 }),
      limit: wholeNumber(1, longestPage)
        .default(50)
        .openapi({ description: "Entries in a page.", example: 50 }),
      kind: kindSchema.optional().openapi({ param: { name: "kind", in: "query" } }),
    }),
  },
  responses: {
    200: {
      headers: etagHeaders,
      description: "Entries in order.",
      content: {
        "application/json": {
          schema: z.object({
            entries: z.array(entrySchema),
            next: z.int().nullable().openapi({
              description: "The `after` of the next page; null when there is none.",
              example: 50,
            }),
          }),
        },
      },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

const entry = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models/{model}/entries/{sequence}",
  operationId: "explainEntry",
  tags: ["Ledger"],
  summary: "One entry explained: what led to it, and what followed",
  request: {
    params: z.object({
      model: modelParameter,
      sequence: wholeNumber(1, 2 ** 31).openapi({
        param: { name: "sequence", in: "path" },
        description: "The entry's sequence.",
        example: 42,
      }),
    }),
  },
  responses: {
    200: {
      headers: etagHeaders,
      description: "The entry's explanation.",
      content: {
        "application/json": {
          schema: z
            .object({
              entry: entrySchema,
              signal: z
                .string()
                .nullable()
                .openapi({ description: "The signal that the explanation begins with." }),
              before: z
                .array(entrySchema)
                .openapi({ description: "The entries that led to it, oldest first." }),
              after: z.array(entrySchema).openapi({ description: "What followed from it, in order." }),
              links: pagesSchema,
            })
            .openapi("Explanation"),
        },
      },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

/** The ledger of a model, and one of its entries explained. */
export function entryRoutes(app: OpenAPIHono<ApiEnvironment>, ports: ReadingPorts): void {
  const { fleet, ledger } = ports;
  app.openapi(entries, async (context) => {
    const { model } = context.req.valid("param");
    const request = context.req.valid("query");
    policyNamed(model, fleet);
    const page = ledger.page ? await ledger.page(model, request) : pageOf(await ledger.read(model), request);
    return context.json(
      {
        entries: page.entries.map(entryView),
        next: page.more ? (page.entries.at(-1)?.sequence ?? null) : null,
      },
      200,
    );
  });
  app.openapi(entry, async (context) => {
    const { model, sequence } = context.req.valid("param");
    policyNamed(model, fleet);
    const all = await ledger.read(model);
    const found = all.find((one) => one.sequence === sequence);
    if (!found) {
      throw new Problem("not-found", {
        detail: `The ledger of ${model} has no entry ${sequence}; it ends with ${all.length}.`,
      });
    }
    const { before, after } = explanationOf(found, all);
    const { causedBy } = before[0] ?? found;
    return context.json(
      {
        entry: entryView(found),
        signal: typeof causedBy === "string" ? causedBy : null,
        before: before.map(entryView),
        after: after.map(entryView),
        links: await pagesOfEntry(found, before, all, ports),
      },
      200,
    );
  });
}
