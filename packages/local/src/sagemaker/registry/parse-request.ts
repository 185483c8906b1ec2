import type { z } from "zod";
import { pathText } from "../../validation/violation.ts";
import { ServiceError } from "../../world.ts";

/** Reads a request by its schema. A request that does not fit is refused in the words of the API's front. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const count = issues.length === 1 ? "1 validation error" : `${issues.length} validation errors`;
  throw new ServiceError("ValidationException", `${count} detected: ${issues.map(describe).join("; ")}`);
}

function describe(issue: z.core.$ZodIssue): string {
  const place = pathText(issue.path.map((key) => (typeof key === "number" ? key : String(key))));
  const value = issue.input === undefined ? "null" : `'${shown(issue.input)}'`;
  return `Value ${value} at '${place}' failed to satisfy constraint: ${constraint(issue)}`;
}

function constraint(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined) return "Member must not be null";
  switch (issue.code) {
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.map(String).join(", ")}]`;
    case "too_small":
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case "too_big":
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case "invalid_format":
      return `Member must satisfy regular expression pattern: ${issue.pattern ?? issue.format}`;
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "invalid_type":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
      return issue.message;
  }
}

function measure(origin: string): string {
  return origin === "number" || origin === "int" ? "value" : "length";
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
