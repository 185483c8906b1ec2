import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "../authorisation/require-role.ts";
import type { ApiEnvironment } from "../environment.ts";
import { policyNamed } from "../fleet-model.ts";
import type { ReadingPorts } from "../ports.ts";
import { approvalSchema, modelStateSchema, modelSummarySchema, type OpenApproval } from "../schemas/model.ts";
import { modelParameter } from "../schemas/parameters.ts";
import { problemResponses } from "../schemas/problem.ts";
import { etagHeaders, unchanged } from "../schemas/unchanged.ts";
import { mayAwaitApproval, openApprovals } from "../views/approvals.ts";
import { modelResources, modelSummary, modelView } from "../views/model-view.ts";
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
  request: { params: z.object({ model: modelParameter }) },
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
    const policy = policyNamed(name, fleet);
    const { state, open } = await read(name);
    const links = await pagesOfModel(modelResources(state, policy), () => ledger.read(name), ports);
    return context.json(modelView(state, policy, open, links), 200);
  });
  app.openapi(approvals, async (context) => {
    const all = await readAll();
    return context.json({ approvals: all.flatMap(({ open }) => open) }, 200);
  });
}
