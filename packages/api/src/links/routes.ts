import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import { z } from "@hono/zod-openapi";
import type { ApiEnvironment } from "../environment.ts";
import type { ApiPorts } from "../ports.ts";
import type { ProblemName } from "../problems/problem.ts";
import { commandAnswerSchema } from "../schemas/command.ts";
import { problemResponses } from "../schemas/problem.ts";
import { actOnLink } from "./act.ts";
import { requireOrigin } from "./origin.ts";
import { linkViewSchema } from "./schema.ts";
import { showLink } from "./show.ts";

const shared = {
  path: "/links/{token}",
  tags: ["Links"],
  security: [],
  "x-driftwheel-role": "none",
};

const params = z.object({
  token: z
    .string()
    .openapi({ description: "What the alert's link ends with.", example: "eyJhbGciOiJIUzI1NiJ9.e30.c2ln" }),
});

const htmlPage = { "text/html": { schema: z.string().openapi({ description: "A page for people." }) } };

/** What is refused is told in a page to whoever does not ask for JSON. */
function refusals(...more: readonly ProblemName[]) {
  const names = ["link-altered", "forbidden", "link-decided", "link-expired", "busy", ...more] as const;
  return Object.fromEntries(
    Object.entries(problemResponses(...names)).map(([status, response]) => [
      status,
      { ...response, content: { ...htmlPage, ...response.content } },
    ]),
  );
}

const show: RouteConfig = {
  ...shared,
  method: "get",
  operationId: "showLink",
  summary: "What a link is about",
  description:
    "A page, or JSON for whoever accepts `application/json` only. Changes nothing, however often it is fetched. What is refused comes as a page too.",
  request: { params },
  responses: {
    200: {
      description: "What would be done, and what is known of it.",
      content: { ...htmlPage, "application/json": { schema: linkViewSchema } },
    },
    ...refusals(),
  },
};

const act: RouteConfig = {
  ...shared,
  method: "post",
  operationId: "actOnLink",
  summary: "Do what a link says, once",
  request: {
    params,
    body: {
      required: true,
      content: {
        "application/x-www-form-urlencoded": {
          schema: z
            .object({
              name: z.string().openapi({ description: "Who decides.", example: "Ines Duarte" }),
              reason: z
                .string()
                .openapi({ description: "Why.", example: "Errors are down on all stations." }),
            })
            .openapi("LinkForm"),
        },
      },
    },
  },
  responses: {
    200: {
      description: "Done.",
      content: { ...htmlPage, "application/json": { schema: commandAnswerSchema } },
    },
    ...refusals("unsupported-media-type", "not-found"),
  },
};

/** Links of alerts: the only routes without a caller. The token is the proof. */
export function linkRoutes(app: OpenAPIHono<ApiEnvironment>, ports: ApiPorts): void {
  app.openAPIRegistry.registerPath(show);
  app.openAPIRegistry.registerPath(act);
  const fromFront = requireOrigin(ports);
  app.get("/links/:token", fromFront, (context) => showLink(context, context.req.param("token"), ports));
  app.post("/links/:token", fromFront, (context) => actOnLink(context, context.req.param("token"), ports));
}
