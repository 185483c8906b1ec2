import { replay } from "@driftwheel/core/decider/evolve.ts";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import type { ApiEnvironment } from "../environment.ts";
import { policyNamed } from "../fleet-model.ts";
import type { ReadingPorts } from "../ports.ts";
import { Problem } from "../problems/problem.ts";
import {
  alertsOfModelSchema,
  approvalSchema,
  modelStateSchema,
  modelSummarySchema,
  type OpenApproval,
} from "../schemas/model.ts";
import { modelParameter, wholeNumber } from "../schemas/parameters.ts";
import { policySchema } from "../schemas/policy.ts";
import { problemResponses } from "../schemas/problem.ts";
import { etagHeaders, unchanged } from "../schemas/unchanged.ts";
import { mayAwaitApproval, openApprovals } from "../views/approvals.ts";
import { alertsView, modelResources, modelSummary, modelView } from "../views/model-view.ts";
import { pagesOfModel } from "../views/pages.ts";

const models = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models",
  operationId: "listModels",
  tags: ["Models"],
  summary: "All models of the fleet",
  responses: {
    200: {
      headers: etagHeaders,
      description: "Every model with what it is at, in the fleet's order.",
      content: { "application/json": { schema: z.object({ models: z.array(modelSummarySchema) }) } },
    },
    ...unchanged,
    ...problemResponses("forbidden", "busy"),
  },
});

const model = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models/{model}",
  operationId: "getModel",
  tags: ["Models"],
  summary: "A model's state",
  request: {
    params: z.object({ model: modelParameter }),
    query: z.object({
      at: wholeNumber(0, 2 ** 31)
        .optional()
        .openapi({
          description:
            "As it was after this entry; as it is now unless given. The policy and the links are today's.",
          example: 42,
        }),
    }),
  },
  responses: {
    200: {
      headers: etagHeaders,
      description: "What the ledger comes to.",
      content: { "application/json": { schema: modelStateSchema } },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

const approvals = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/approvals",
  operationId: "listApprovals",
  tags: ["Approvals"],
  summary: "Approvals that a person is asked for",
  responses: {
    200: {
      headers: etagHeaders,
      description: "Open approvals of all models.",
      content: { "application/json": { schema: z.object({ approvals: z.array(approvalSchema) }) } },
    },
    ...unchanged,
    ...problemResponses("forbidden", "busy"),
  },
});

const alerts = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/alerts",
  operationId: "listAlerts",
  tags: ["Models"],
  summary: "Alerts that are not over",
  responses: {
    200: {
      headers: etagHeaders,
      description: "Of all models that have any, in the fleet's order.",
      content: {
        "application/json": { schema: z.object({ models: z.array(alertsOfModelSchema) }) },
      },
    },
    ...unchanged,
    ...problemResponses("forbidden", "busy"),
  },
});

const policy = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/models/{model}/policy",
  operationId: "getPolicy",
  tags: ["Models"],
  summary: "A model's policy as it is in force",
  request: { params: z.object({ model: modelParameter }) },
  responses: {
    200: {
      headers: etagHeaders,
      description: "Every setting, with what holds by default.",
      content: { "application/json": { schema: policySchema } },
    },
    ...unchanged,
    ...problemResponses("bad-request", "forbidden", "not-found", "busy"),
  },
});

/** The fleet, one model, and who waits for a person. */
export function modelRoutes(app: OpenAPIHono<ApiEnvironment>, ports: ReadingPorts): void {
  const { fleet, ledger } = ports;
  const read = async (name: string) => {
    const state = await ledger.state(name);
    const open: readonly OpenApproval[] = mayAwaitApproval(state)
      ? openApprovals(state, await ledger.read(name))
      : [];
    return { state, open };
  };
  const readAt = async (name: string, at: number) => {
    const all = await ledger.read(name);
    if (at > all.length) {
      throw new Problem("not-found", {
        detail: `The ledger of ${name} has no entry ${at}; it ends with ${all.length}.`,
      });
    }
    const entries = all.slice(0, at);
    const state = replay(name, entries);
    return { state, open: openApprovals(state, entries) };
  };
  const readAll = () =>
    Promise.all(
      Object.entries(fleet.models).map(async ([name, policy]) => ({ policy, ...(await read(name)) })),
    );

  app.openapi(models, async (context) => {
    const all = await readAll();
    return context.json(
      { models: all.map(({ state, policy, open }) => modelSummary(state, policy, open)) },
      200,
    );
  });
  app.openapi(model, async (context) => {
    const { model: name } = context.req.valid("param");
    const { at } = context.req.valid("query");
    const its = policyNamed(name, fleet);
    const { state, open } = at === undefined ? await read(name) : await readAt(name, at);
    const links = await pagesOfModel(modelResources(state, its), () => ledger.read(name), ports);
    return context.json(modelView(state, its, open, links), 200);
  });
  app.openapi(policy, async (context) => {
    const { model: name } = context.req.valid("param");
    const its = policyNamed(name, fleet);
    // Few ask for it, and it brings the policy's whole form with it.
    const { policyView } = await import("../views/policy.ts");
    return context.json({ model: name, settings: [...policyView(its)] }, 200);
  });
  app.openapi(alerts, async (context) => {
    const names = Object.keys(fleet.models);
    const states = await Promise.all(names.map((name) => ledger.state(name)));
    return context.json(
      { models: states.map(alertsView).filter(({ alerts: open }) => open.length > 0) },
      200,
    );
  });
  app.openapi(approvals, async (context) => {
    const all = await readAll();
    return context.json({ approvals: all.flatMap(({ open }) => open) }, 200);
  });
}
