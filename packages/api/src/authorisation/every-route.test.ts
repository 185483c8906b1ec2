import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { describe, expect, it } from "vitest";
import { apiWorld, byJwt, people } from "../testing/world.ts";
import { isAtLeast, type Role, roles } from "./roles.ts";

const { app } = apiWorld();

/** What a command of each route needs in its body. */
const bodies: Readonly<Record<string, object>> = {
  approve: { version: 5 },
  reject: { version: 5 },
  "start-rollout": { version: 5 },
  acknowledge: { alert: 1 },
  "test-alerts": { severities: ["page"] },
};

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
  window: "1",
  name: "on-call",
  token: "none",
};

function call(method: string, path: string, environment: object | undefined) {
  const url = path.replaceAll(/:([a-z]+)/g, (_, name: string) => example[name] ?? "x");
  return app.request(url, { method, headers: { accept: "application/json" } }, environment);
}

/** Members of groups whose names have a role's name in them, as text, as API Gateway renders lists, with their token. */
const strangers = ["not driftwheel-approvers", "a,driftwheel-approvers", "x] [driftwheel-approvers"].flatMap(
  (group) => {
    const [sub, rendered] = ["u", { sub: "u", driftwheel_roles: `[${group}]` }];
    return [
      byJwt({ sub, driftwheel_roles: group }),
      byJwt(rendered),
      byJwt(rendered, { sub, driftwheel_roles: [group] }),
    ].map((environment) => ({ caller: `one of the group "${group}"`, role: null, environment }));
  },
);

const callers: readonly {
  readonly caller: string;
  readonly role: Role | null;
  readonly environment?: object;
}[] = [
  { caller: "someone unknown", role: null },
  { caller: "someone without a role", role: null, environment: people.nobody },
  ...strangers,
  ...roles.map((role) => ({ caller: `a ${role}`, role, environment: people[role] })),
];

/** A world in which nothing answers. */
function brokenWorld(error: Error) {
  const fail = () => Promise.reject(error);
  return apiWorld({
    ledger: { read: fail, state: fail },
    give: fail,
    idleLedger: { read: fail },
    deliveries: { deliveries: fail, delivery: fail, put: fail, status: fail, disable: fail, enable: fail },
    redrive: { redrive: fail },
    readLink: fail,
  });
}

describe("every route of the app", () => {
  it("is found", () => {
    expect(served.length).toBeGreaterThanOrEqual(29);
  });

  it.each(served)("$method $path declares a role in the document", ({ method, path }) => {
    const route = declared.find((one) => one.method === method && one.path === path);
    expect(["none", "reader", "operator", "approver"]).toContain(route?.role);
  });

  it.each(served.flatMap((route) => callers.map((caller) => ({ ...route, ...caller }))))(
    "$method $path lets $caller in only with the role that it declares",
    async ({ method, path, role, environment }) => {
      const needed = declared.find((one) => one.method === method && one.path === path)?.role;
      const least = roles.find((one) => one === needed);
      const { status } = await call(method, path, environment);
      const mayEnter = needed === "none" || (least !== undefined && isAtLeast(role, least));
      expect(status === 403).toBe(!mayEnter);
    },
  );

  // What it answers is held to the document by the world that it is asked in.
  it.each(
    served
      // They ask nothing of the world.
      .filter(({ path }) => !["/openapi.json", "/me", "/models/:model/policy"].includes(path))
      .flatMap((route) =>
        [
          { error: new TransientError("throttled"), expected: 503 },
          { error: new Refused("not allowed"), expected: 500 },
          { error: new Error("a defect"), expected: 500 },
        ].map((broken) => ({ ...route, ...broken, name: broken.error.name })),
      ),
  )("$method $path answers $expected as its document says where all it asks ends in $name", async (asked) => {
    const command = asked.path.split("/").at(-1) ?? "";
    const isRedrive = asked.path.endsWith("/redrive");
    const body = { reason: "So.", expectedSequence: 0, ...bodies[command] };
    for (const accept of ["application/json", "text/html"]) {
      const { status } = await brokenWorld(asked.error).app.request(
        asked.path.replaceAll(/:([a-z]+)/g, (_, name: string) => example[name] ?? "x"),
        {
          method: asked.method,
          headers: { accept, "content-type": "application/json", "idempotency-key": "k-1" },
          ...(asked.method === "POST" ? { body: JSON.stringify(isRedrive ? {} : body) } : {}),
        },
        people.approver,
      );
      expect(status).toBe(asked.expected);
    }
  });
});
