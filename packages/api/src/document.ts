import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRole } from "./authorisation/require-role.ts";
import type { ApiEnvironment } from "./environment.ts";
import { problemResponses } from "./schemas/problem.ts";
import { etagHeaders, unchanged } from "./schemas/unchanged.ts";

/** What the document says beside the routes. */
const about = {
  openapi: "3.1.0",
  info: {
    title: "Driftwheel",
    version: "1",
    description:
      "Reads what Driftwheel knows of a fleet of SageMaker models and tells it what to do. Whoever calls is known by IAM (SigV4, service `execute-api`) or by a JSON Web Token, and has one of three roles: reader, operator, approver. `x-driftwheel-role` is the least that an operation needs.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  servers: [
    {
      url: "https://{api}.execute-api.{region}.amazonaws.com",
      description: "A deployment.",
      variables: { api: { default: "api" }, region: { default: "eu-central-1" } },
    },
    { url: "http://127.0.0.1:4567", description: "`npm run local`." },
  ],
  tags: [
    { name: "Models", description: "What each model is at." },
    { name: "Ledger", description: "Every fact that led there, with its reason." },
    { name: "Rollouts", description: "Trials of challengers on live traffic." },
    { name: "Approvals", description: "What a person is asked for." },
    { name: "Costs", description: "What was paid and what it brought, and what stands idle." },
    {
      name: "Commands",
      description: "What a person may tell Driftwheel to do. Each ends in an entry that names who did it.",
    },
    { name: "Webhooks", description: "What is sent to others, and what became of it." },
    { name: "Caller", description: "Who calls, and what they may." },
    {
      name: "Links",
      description: "Signed links of alerts: whoever holds one may do what it says, until it expires.",
    },
    { name: "Document", description: "This document." },
  ],
};

const document = createRoute({
  ...requireRole("reader"),
  method: "get",
  path: "/openapi.json",
  operationId: "getDocument",
  tags: ["Document"],
  summary: "This document",
  responses: {
    200: {
      headers: etagHeaders,
      description: "OpenAPI 3.1.",
      content: { "application/json": { schema: z.record(z.string(), z.unknown()) } },
    },
    ...unchanged,
    ...problemResponses("forbidden"),
  },
});

/** The OpenAPI document of an app. */
export function documentOf(app: OpenAPIHono<ApiEnvironment>) {
  return app.getOpenAPI31Document(about);
}

/** Serves the document; added last, so that it tells of every route. */
export function documentRoute(app: OpenAPIHono<ApiEnvironment>): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "iam", {
    type: "apiKey",
    name: "Authorization",
    in: "header",
    description: "AWS Signature Version 4, service `execute-api`.",
    "x-amazon-apigateway-authtype": "awsSigv4",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "jwt", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A token of the issuer that the deployment names, with the claim that holds roles.",
  });
  app.openapi(document, (context) => context.json(JSON.parse(JSON.stringify(documentOf(app))), 200));
}
