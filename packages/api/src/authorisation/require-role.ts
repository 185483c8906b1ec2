import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";
import { Problem } from "../problems/problem.ts";
import { isAtLeast, type Role } from "./roles.ts";

/** How a route says who may call it: to API Gateway, to readers of the document, and to itself. */
export interface Guard {
  readonly security: { [scheme: string]: string[] }[];
  readonly "x-driftwheel-role": Role | "none";
  readonly middleware: MiddlewareHandler<ApiEnvironment>;
}

/** For routes of people and their tools: only callers with the role or a higher one. */
export function requireRole(role: Role): Guard {
  return {
    security: [{ iam: [] }, { jwt: [] }],
    "x-driftwheel-role": role,
    middleware: createMiddleware<ApiEnvironment>(async (context, next) => {
      const caller = context.get("caller");
      if (caller === null || !isAtLeast(caller.role, role)) {
        throw new Problem("forbidden", {
          detail: caller
            ? `${caller.by} is ${caller.role ?? "nobody that DRIFTWHEEL_API_ROLES names"}; this needs the role ${role}.`
            : `The request has no caller that API Gateway knows; this needs the role ${role}.`,
        });
      }
      await next();
    }),
  };
}
