import type { Context } from "hono";
import type * as z from "zod";
import { type FieldError, Problem } from "./problem.ts";

interface Validated {
  readonly success: boolean;
  readonly target: string;
  readonly data?: unknown;
  readonly error?: z.core.$ZodError;
}

/** Ends a request whose parameters, headers or body are wrong, with every field named. */
export function refuseInvalid(result: Validated, _context: Context): undefined {
  if (result.success || !result.error) return;
  const { target, data } = result;
  const errors = result.error.issues.flatMap((issue) => fieldErrors(issue, target, data));
  const fields = errors.map(({ path }) => path).join(", ");
  throw new Problem("bad-request", { detail: `Not understood: ${fields}.`, errors });
}

function fieldErrors(issue: z.core.$ZodIssue, target: string, data: unknown): readonly FieldError[] {
  const where = { json: "body", param: "path" }[target] ?? target;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [where, ...issue.path, key].join("."),
      value: at(data, [...issue.path, key]),
      expected: "no such field; is it misspelt?",
    }));
  }
  return [{ path: [where, ...issue.path].join("."), value: at(data, issue.path), expected: issue.message }];
}

function at(data: unknown, path: readonly PropertyKey[]): unknown {
  const value = path.reduce<unknown>(
    (inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined),
    data,
  );
  return value ?? null;
}
