import { describe, expect, it } from "vitest";
import { createApi } from "../api.ts";
import { apiWorld, people } from "../testing/world.ts";
import { isAtLeast, type Role } from "./roles.ts";

const { app } = apiWorld();

interface DeclaredRoute {
  readonly method: string;
  readonly path: string;
  readonly role: unknown;
}

/** What the app's document says of each route. */
const declared: readonly DeclaredRoute[] = app.openAPIRegistry.definitions
  .filter((definition) => definition.type === "route")
  .map(({ route }) => ({
    method: route.method.toUpperCase(),
    path: route.path.replaceAll(/\{(.+?)\}/g, ":$1"),
    role: route["x-driftwheel-role"],
  }));

/** What the app really answers to: hono's own list, without what runs for every path. */
const served = [
  ...new Map(
    app.routes
      .filter(({ path }) => path !== "/*")
      .map(({ method, path }) => [`${method} ${path}`, { method, path }] as const),
  ).values(),
];

const example: Readonly<Record<string, string>> = {
  model: "tide",
  sequence: "1",
  rollout: "tide-v2-1",
  name: "on-call",
  token: "none",
};

function call(method: string, path: string, environment: object | undefined) {
  const url = path.replaceAll(/:([a-z]+)/g, (_, name: string) => example[name] ?? "x");
  return app.request(url, { method, headers: { accept: "application/json" } }, environment);
}

const callers = { nobody: null, reader: "reader", operator: "operator", approver: "approver" } as const;

describe("every route of the app", () => {
  it("is found", () => {
    expect(served.length).toBeGreaterThanOrEqual(21);
    expect(createApi).toBeTypeOf("function");
  });

  it.each(served)("$method $path declares a role in the document", ({ method, path }) => {
    const route = declared.find((one) => one.method === method && one.path === path);
    expect(["none", "reader", "operator", "approver"]).toContain(route?.role);
  });

  it.each(
    served.flatMap(({ method, path }) =>
      (["unknown", ...Object.keys(callers)] as const).map((caller) => ({ method, path, caller })),
    ),
  )("$method $path lets $caller in only with the role that it declares", async ({ method, path, caller }) => {
    const needed = declared.find((one) => one.method === method && one.path === path)?.role;
    const role: Role | null = caller === "unknown" ? null : (callers[caller as keyof typeof callers] ?? null);
    const environment = caller === "unknown" ? undefined : people[caller as keyof typeof people];
    const { status } = await call(method, path, environment);
    const mayEnter = needed === "none" || isAtLeast(role, needed as Role);
    expect(status === 403).toBe(!mayEnter);
  });
});
