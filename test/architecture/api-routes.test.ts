import { readFileSync } from "node:fs";
import { join } from "node:path";
import { apiRoutes } from "@driftwheel/stacks/http/api-routes.ts";
import { expect, it } from "vitest";

type Operation = { readonly "x-driftwheel-role": string; readonly security: readonly object[] };

const document: { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> } =
  JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/reference/openapi.json"), "utf8"));

it("API Gateway's routes are those of the app, with the same caller and the same role", () => {
  const deployed = apiRoutes
    .filter((route) => route.function === "api")
    .map(({ method, path, auth, role }) => `${method} ${path}: ${auth}, ${role ?? "none"}`);
  const served = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const auth = operation.security.length > 0 ? "caller" : "none";
      return `${method.toUpperCase()} ${path}: ${auth}, ${operation["x-driftwheel-role"]}`;
    }),
  );
  expect(deployed.toSorted()).toEqual(served.toSorted());
});
