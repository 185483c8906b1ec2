import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import { isAtLeast, roles } from "../authorisation/roles.ts";
import type { ApiEnvironment } from "../environment.ts";
import { Problem } from "../problems/problem.ts";
import { problemResponses } from "../schemas/problem.ts";
import { etagHeaders, unchanged } from "../schemas/unchanged.ts";

const me = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/me",
  operationId: "getCaller",
  tags: ["Caller"],
  summary: "Who calls, and what they may",
  responses: {
    200: {
      headers: etagHeaders,
      description: "The caller as entries of the ledger name them. Who has no role is told so by 403.",
      content: {
        "application/json": {
          schema: z
            .object({
              by: z.string().openapi({ example: "arn:aws:sts::111122223333:assumed-role/ml-leads/ines" }),
              roles: z
                .array(z.enum(roles))
                .min(1)
                .openapi({
                  description: "From least to most: each may do what those before it may.",
                  example: ["reader", "operator"],
                }),
            })
            .openapi("Me"),
        },
      },
    },
    ...unchanged,
    ...problemResponses("forbidden"),
  },
});

/** The caller, told to themselves. */
export function meRoutes(app: OpenAPIHono<ApiEnvironment>): void {
  app.openapi(me, (context) => {
    const caller = context.get("caller");
    if (caller === null) throw new Problem("forbidden", { detail: "The request has no caller." });
    return context.json({ by: caller.by, roles: roles.filter((role) => isAtLeast(caller.role, role)) }, 200);
  });
}
