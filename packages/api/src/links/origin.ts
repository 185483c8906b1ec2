import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { ApiEnvironment } from "../environment.ts";
import type { ApiPorts } from "../ports.ts";
import { Problem } from "../problems/problem.ts";

/** Lets in only what came through the proxy in front, where a deployment has one: it alone knows the secret. */
export function requireOrigin({ originSecrets }: ApiPorts): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    if (originSecrets) {
      const sent = context.req.header("x-driftwheel-origin") ?? "";
      const known = (await originSecrets()).filter((secret) => same(secret, sent));
      if (known.length === 0)
        throw new Problem("forbidden", { detail: "The request did not come through the front." });
    }
    await next();
  };
}

function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
