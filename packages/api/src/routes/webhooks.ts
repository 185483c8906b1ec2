import { runKinds } from "@driftwheel/core/experiments/run-kinds.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { mlflowDeliveries } from "@driftwheel/core/policy/rules/experiments.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { DeliveryRecord } from "@driftwheel/core/webhooks/delivery.ts";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import type { ApiEnvironment } from "../environment.ts";
import type { ApiPorts } from "../ports.ts";
import { Problem } from "../problems/problem.ts";
import { deliverySchema, deliveryStatusSchema, subscriptionSchema } from "../schemas/delivery.ts";
import { idempotencyHeader, subscriptionParameter, wholeNumber } from "../schemas/parameters.ts";
import { problemResponses } from "../schemas/problem.ts";
import { etagHeaders, unchanged } from "../schemas/unchanged.ts";

const params = z.object({ name: subscriptionParameter });

const subscriptions = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/webhooks",
  operationId: "listSubscriptions",
  tags: ["Webhooks"],
  summary: "Who is sent entries by webhook",
  responses: {
    200: {
      headers: etagHeaders,
      description: "Every subscription of the fleet.",
      content: { "application/json": { schema: z.object({ subscriptions: z.array(subscriptionSchema) }) } },
    },
    ...unchanged,
    ...problemResponses("forbidden", "busy"),
  },
});

const deliveries = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/webhooks/{name}/deliveries",
  operationId: "listDeliveries",
  tags: ["Webhooks"],
  summary: "A subscription's deliveries, page by page",
  request: {
    params,
    query: z.object({
      status: deliveryStatusSchema.optional().openapi({ param: { name: "status", in: "query" } }),
      after: z
        .string()
        .min(1)
        .max(1_024)
        .optional()
        .openapi({ description: "The `next` of the page before." }),
      limit: wholeNumber(1, 200).default(50).openapi({ description: "Deliveries in a page.", example: 50 }),
    }),
  },
  responses: {
    200: {
      headers: etagHeaders,
      description: "Deliveries, the newest first.",
      content: {
        "application/json": {
          schema: z.object({
            deliveries: z.array(deliverySchema),
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

const redrive = createRoute({
  ...requireRole("operator"),
  method: "post",
  path: "/webhooks/{name}/redrive",
  operationId: "redriveDeliveries",
  tags: ["Webhooks"],
  summary: "Deliver again what is dead",
  description:
    "Begins the schedule of attempts anew; what is not dead is left alone, so asking twice is asking once.",
  request: {
    params,
    headers: idempotencyHeader,
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z
            .strictObject({
              deliveries: z
                .array(z.string().min(1).max(256))
                .min(1)
                .max(500)
                .optional()
                .openapi({
                  description: "The deliveries' ids; all that are dead unless given.",
                  example: ["msg_frost_42"],
                }),
            })
            .openapi("RedriveBody"),
        },
      },
    },
  },
  responses: {
    200: {
      description: "What is delivered again.",
      content: { "application/json": { schema: z.object({ redriven: z.array(z.string()) }) } },
    },
    ...problemResponses("bad-request", "forbidden", "not-found", "refused", "unsupported-media-type", "busy"),
  },
});

const enable = createRoute({
  ...requireRole("operator"),
  method: "post",
  path: "/webhooks/{name}/enable",
  operationId: "enableSubscription",
  tags: ["Webhooks"],
  summary: "Send to a disabled subscription again",
  description: "For new entries; what was dropped meanwhile stays so. Enabling what is live changes nothing.",
  request: { params, headers: idempotencyHeader },
  responses: {
    200: {
      description: "The subscription is live.",
      content: { "application/json": { schema: z.object({ subscription: subscriptionSchema }) } },
    },
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

/** Outbound webhooks: who is sent entries, what became of each delivery, and what people may do about it. */
export function webhookRoutes(app: OpenAPIHono<ApiEnvironment>, ports: ApiPorts): void {
  const all = ports.fleet.webhooks ?? {};
  const names = [...Object.keys(all), ...(ports.fleet.experiments ? [mlflowDeliveries] : [])];
  const described = async (name: string) => {
    const subscription = Object.hasOwn(all, name) ? all[name] : runsOf(name, ports.fleet);
    if (!subscription) throw new Problem("not-found", { detail: `The fleet has no subscription "${name}".` });
    const { format, kinds = null, models = null } = subscription;
    const { status, since, why } = await ports.deliveries.status(name);
    return { name, format, kinds, models, status, since, why };
  };

  app.openapi(subscriptions, async (context) => {
    return context.json({ subscriptions: await Promise.all(names.map(described)) }, 200);
  });
  app.openapi(deliveries, async (context) => {
    const { name } = context.req.valid("param");
    await described(name);
    const { status, after, limit } = context.req.valid("query");
    const page = await ports.deliveries.deliveries(name, {
      ...(status === undefined ? {} : { status }),
      ...(after === undefined ? {} : { after }),
      limit,
    });
    return context.json({ deliveries: page.deliveries.map(copied), next: page.next }, 200);
  });
  app.openapi(redrive, async (context) => {
    const { name } = context.req.valid("param");
    await described(name);
    const { deliveries: ids = null } = context.req.valid("json");
    try {
      const { redriven } = await ports.redrive.redrive(name, ids);
      return context.json({ redriven: [...redriven] }, 200);
    } catch (error) {
      if (error instanceof Refused) throw new Problem("refused", { detail: error.message });
      throw error;
    }
  });
  app.openapi(enable, async (context) => {
    const { name } = context.req.valid("param");
    await described(name);
    await ports.deliveries.enable(name);
    return context.json({ subscription: await described(name) }, 200);
  });
}

/** What the fleet's experiments are told of is delivered as to a subscription. */
function runsOf(name: string, { experiments, models }: Fleet) {
  if (!experiments || name !== mlflowDeliveries) return undefined;
  const told = Object.entries(models).flatMap(([model, { experiment }]) => (experiment ? [model] : []));
  return { format: "mlflow" as const, kinds: [...runKinds], models: told };
}

function copied(delivery: DeliveryRecord) {
  return { ...delivery, attempts: [...delivery.attempts] };
}
