import type { FunctionName } from "../routes.ts";

type Role = "reader" | "operator" | "approver";

/** Requests that match go to the function. */
export interface ApiRoute {
  readonly method: "GET" | "POST";
  /** As API Gateway writes it: `{name}` is one segment, `{name+}` is all that is left. */
  readonly path: string;
  readonly function: Extract<FunctionName, "api" | "hooks">;
  /** `caller`: API Gateway lets nobody in whom it does not know. `none`: the request itself must prove something. */
  readonly auth: "none" | "caller";
  /** The least role that the function lets in; null where there is no caller. */
  readonly role: Role | null;
}

const read = (path: string): ApiRoute => ({
  method: "GET",
  path,
  function: "api",
  auth: "caller",
  role: "reader",
});
const act = (path: string, role: Role): ApiRoute => ({
  method: "POST",
  path,
  function: "api",
  auth: "caller",
  role,
});

/** THE table of the HTTP API: deployed by stacks/, obeyed by packages/local, and checked against packages/api. */
export const apiRoutes: readonly ApiRoute[] = [
  { method: "POST", path: "/hooks/{source}", function: "hooks", auth: "none", role: null },
  { method: "GET", path: "/links/{token}", function: "api", auth: "none", role: null },
  { method: "POST", path: "/links/{token}", function: "api", auth: "none", role: null },
  read("/openapi.json"),
  read("/models"),
  read("/models/{model}"),
  read("/models/{model}/policy"),
  read("/models/{model}/entries"),
  read("/models/{model}/entries/{sequence}"),
  read("/models/{model}/drift"),
  read("/models/{model}/drift/{window}/features/{feature}"),
  read("/models/{model}/rollouts"),
  read("/models/{model}/rollouts/{rollout}"),
  read("/models/{model}/rollouts/{rollout}/progress"),
  read("/approvals"),
  read("/alerts"),
  read("/costs"),
  read("/idle"),
  read("/me"),
  read("/webhooks"),
  read("/webhooks/{name}/deliveries"),
  act("/models/{model}/retrain", "operator"),
  act("/models/{model}/start-rollout", "operator"),
  act("/models/{model}/roll-back", "operator"),
  act("/models/{model}/undo", "operator"),
  act("/models/{model}/pause", "operator"),
  act("/models/{model}/resume", "operator"),
  act("/models/{model}/acknowledge", "operator"),
  act("/models/{model}/test-alerts", "operator"),
  act("/models/{model}/approve", "approver"),
  act("/models/{model}/reject", "approver"),
  act("/models/{model}/promote", "approver"),
  act("/webhooks/{name}/redrive", "operator"),
  act("/webhooks/{name}/enable", "operator"),
];
