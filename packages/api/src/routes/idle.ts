import { replayIdle } from "@driftwheel/core/idle/state.ts";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import type { ApiEnvironment } from "../environment.ts";
import type { ApiPorts } from "../ports.ts";
import { timeSchema } from "../schemas/entry.ts";
import { idleFindingSchema, idleSumSchema, restingSchema } from "../schemas/idle.ts";
import { problemResponses } from "../schemas/problem.ts";
import { etagHeaders, unchanged } from "../schemas/unchanged.ts";
import { byMoney, idleSum, idleView } from "../views/idle.ts";

const idle = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/idle",
  operationId: "listIdle",
  tags: ["Costs"],
  summary: "What stands idle in the account, what it costs, and what was stopped and can be taken back",
  responses: {
    200: {
      headers: etagHeaders,
      description: "What the account's own ledger comes to.",
      content: {
        "application/json": {
          schema: z.object({
            looks: z.boolean().openapi({ description: "Whether the fleet looks for what stands idle." }),
            changedAt: timeSchema.nullable().openapi({
              description: "When something was last written of it; null when nothing ever was.",
            }),
            findings: z.array(idleFindingSchema).openapi({ description: "The dearest first." }),
            running: idleSumSchema.openapi({ description: "Of what was found and was not stopped." }),
            stopped: idleSumSchema.openapi({ description: "Of what was stopped and not taken back." }),
            resting: z.array(restingSchema),
          }),
        },
      },
    },
    ...unchanged,
    ...problemResponses("forbidden", "busy"),
  },
});

/** What the account has beside the fleet's models. */
export function idleRoutes(
  app: OpenAPIHono<ApiEnvironment>,
  { fleet, idleLedger }: Pick<ApiPorts, "fleet" | "idleLedger">,
): void {
  app.openapi(idle, async (context) => {
    const entries = await idleLedger.read();
    const { open, resting } = replayIdle(entries);
    const findings = Object.values(open).toSorted(byMoney);
    const isStopped = ({ status }: (typeof findings)[number]) => status === "stopped";
    return context.json(
      {
        looks: fleet.idle !== undefined,
        changedAt: entries.at(-1)?.at ?? null,
        findings: findings.map(idleView),
        running: idleSum(findings.filter((finding) => !isStopped(finding))),
        stopped: idleSum(findings.filter(isStopped)),
        resting: Object.entries(resting).map(([resource, { at, why }]) => ({ resource, at, why })),
      },
      200,
    );
  });
}
