import type { Command } from "@driftwheel/core/vocabulary/command.ts";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import { commandResponse } from "../commands/command-response.ts";
import { commandIdentity } from "../commands/identity.ts";
import type { ApiEnvironment } from "../environment.ts";
import { policyNamed } from "../fleet-model.ts";
import type { ApiPorts } from "../ports.ts";
import { Problem } from "../problems/problem.ts";
import { alertBody, commandAnswerSchema, plainBody, testBody, versionBody } from "../schemas/command.ts";
import { idempotencyHeader, modelParameter } from "../schemas/parameters.ts";
import { problemResponses } from "../schemas/problem.ts";

const replayedHeader = {
  "Idempotent-Replayed": {
    description: "`true` when this key came before, and nothing was done this time.",
    schema: { type: "string" as const, enum: ["true"] },
  },
};

const problems = problemResponses(
  "bad-request",
  "forbidden",
  "not-found",
  "refused",
  "unsupported-media-type",
  "key-reused",
  "busy",
);

const base = (path: string, operationId: string, summary: string, description: string) => ({
  method: "post" as const,
  path: `/models/{model}/${path}`,
  operationId,
  tags: ["Commands"],
  summary,
  description,
  responses: {
    200: {
      description: "Done, now or when this key first came.",
      headers: replayedHeader,
      content: { "application/json": { schema: commandAnswerSchema } },
    },
    ...problems,
    // What was refused the first time is refused again.
    409: { ...problems[409], headers: replayedHeader },
  },
});

const request = <Body extends z.ZodType>(schema: Body) => ({
  params: z.object({ model: modelParameter }),
  headers: idempotencyHeader,
  body: { required: true, content: { "application/json": { schema } } },
});

const operator = requireRole("operator");
const approver = requireRole("approver");

const plain = [
  {
    name: "retrain",
    route: createRoute({
      ...operator,
      ...base("retrain", "retrain", "Retrain now", "Asks for a retraining, whether there is drift or not."),
      request: request(plainBody),
    }),
  },
  {
    name: "promote",
    route: createRoute({
      ...approver,
      ...base(
        "promote",
        "promote",
        "Promote now",
        "Ends the rollout with the challenger, whatever the evidence says.",
      ),
      request: request(plainBody),
    }),
  },
  {
    name: "roll-back",
    route: createRoute({
      ...operator,
      ...base("roll-back", "rollBack", "Roll back now", "Ends the rollout with the old champion."),
      request: request(plainBody),
    }),
  },
  {
    name: "undo",
    route: createRoute({
      ...operator,
      ...base(
        "undo",
        "undo",
        "Undo the last promotion",
        "Brings the champion before the last promotion back, without a gate and without looks.",
      ),
      request: request(plainBody),
    }),
  },
  {
    name: "pause",
    route: createRoute({
      ...operator,
      ...base("pause", "pause", "Pause", "No retraining and no rollout begins until someone resumes."),
      request: request(plainBody),
    }),
  },
  {
    name: "resume",
    route: createRoute({
      ...operator,
      ...base(
        "resume",
        "resume",
        "Resume",
        "Ends a pause, or accepts an endpoint that someone else changed.",
      ),
      request: request(plainBody),
    }),
  },
] as const;

const versioned = [
  {
    name: "approve",
    route: createRoute({
      ...approver,
      ...base(
        "approve",
        "approve",
        "Approve a candidate",
        "Approves a version in the model registry; a rollout follows.",
      ),
      request: request(versionBody),
    }),
  },
  {
    name: "reject",
    route: createRoute({
      ...approver,
      ...base("reject", "reject", "Reject a candidate", "Rejects a version in the model registry."),
      request: request(versionBody),
    }),
  },
  {
    name: "start-rollout",
    route: createRoute({
      ...operator,
      ...base("start-rollout", "startRollout", "Start a rollout", "Puts an approved version on trial now."),
      request: request(versionBody),
    }),
  },
] as const;

const acknowledge = createRoute({
  ...operator,
  ...base(
    "acknowledge",
    "acknowledge",
    "Acknowledge an alert",
    "Says that someone has the alert in hand; a page is not escalated then.",
  ),
  request: request(alertBody),
});

const testAlerts = createRoute({
  ...operator,
  ...base(
    "test-alerts",
    "testAlerts",
    "Send test alerts",
    "Sends one alert at each severity that is asked for, marked as a test, by the way that every alert takes.",
  ),
  request: request(testBody),
});

interface Given {
  readonly model: string;
  readonly key: string;
  readonly by: string;
  readonly command: Command;
  readonly reason: string;
  readonly expectedSequence: number;
}

/** What people, and tools in their name, may tell Driftwheel to do with a model. */
export function commandRoutes(app: OpenAPIHono<ApiEnvironment>, ports: ApiPorts): void {
  const give = async ({ model, key, ...given }: Given) => {
    policyNamed(model, ports.fleet);
    const answer = await ports.give({
      kind: "command-given",
      identity: commandIdentity(model, key),
      at: ports.clock.now().toISOString(),
      model,
      route: "api",
      ...given,
    });
    return commandResponse(model, answer);
  };

  for (const { name, route } of plain) {
    app.openapi(route, async (context) => {
      const { reason, expectedSequence } = context.req.valid("json");
      const { body, headers } = await give({
        ...context.req.valid("param"),
        key: context.req.valid("header")["idempotency-key"],
        by: callerName(context.get("caller")),
        command: { name },
        reason,
        expectedSequence,
      });
      return context.json(body, 200, headers);
    });
  }
  for (const { name, route } of versioned) {
    app.openapi(route, async (context) => {
      const { reason, expectedSequence, version } = context.req.valid("json");
      const { body, headers } = await give({
        ...context.req.valid("param"),
        key: context.req.valid("header")["idempotency-key"],
        by: callerName(context.get("caller")),
        command: { name, version },
        reason,
        expectedSequence,
      });
      return context.json(body, 200, headers);
    });
  }
  app.openapi(acknowledge, async (context) => {
    const { reason, expectedSequence, alert } = context.req.valid("json");
    const { body, headers } = await give({
      ...context.req.valid("param"),
      key: context.req.valid("header")["idempotency-key"],
      by: callerName(context.get("caller")),
      command: { name: "acknowledge", alert },
      reason,
      expectedSequence,
    });
    return context.json(body, 200, headers);
  });
  app.openapi(testAlerts, async (context) => {
    const { reason, expectedSequence, severities } = context.req.valid("json");
    const { body, headers } = await give({
      ...context.req.valid("param"),
      key: context.req.valid("header")["idempotency-key"],
      by: callerName(context.get("caller")),
      command: { name: "test-alerts", severities },
      reason,
      expectedSequence,
    });
    return context.json(body, 200, headers);
  });
}

function callerName(caller: ApiEnvironment["Variables"]["caller"]): string {
  if (!caller) throw new Problem("forbidden", { detail: "A command needs a caller." });
  return caller.by;
}
