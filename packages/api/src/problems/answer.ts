import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { Problem, problems } from "./problem.ts";

/** How long a client should wait before it tries again what was busy, in seconds. */
const patience = "2";

/** `application/problem+json` (RFC 9457) for whatever a request ended with. */
export function problemAnswer(
  error: unknown,
  context: Context,
  warn: (message: string, error: unknown) => void,
): Response {
  const { problem, details, headers } = problemOf(error, warn);
  const { status, title } = problems[problem];
  const body = {
    type: `/problems/${problem}`,
    title,
    status,
    detail: details.detail,
    instance: context.req.path,
    ...(details.errors === undefined ? {} : { errors: details.errors }),
    ...(details.sequence === undefined ? {} : { sequence: details.sequence }),
    ...(details.entry === undefined ? {} : { entry: details.entry }),
  };
  return context.json(body, status, { ...headers, "content-type": "application/problem+json" });
}

/** What an error means for who asked; what is not their fault is told to the operator. */
export function problemOf(error: unknown, warn: (message: string, error: unknown) => void): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status < 500) {
    return error.status === 415
      ? new Problem("unsupported-media-type", { detail: "Send the body as application/json." })
      : new Problem("bad-request", { detail: error.message });
  }
  warn("a request failed", error);
  if (error instanceof TransientError) {
    return new Problem(
      "busy",
      { detail: "Something is throttled or busy; try again." },
      { "retry-after": patience },
    );
  }
  if (error instanceof Refused)
    return new Problem("internal", { detail: "AWS refused what this needs; see the log." });
  return new Problem("internal", { detail: "The function's log has the details." });
}
