import type { z } from "zod";
import { type Fleet, type FleetInput, fleetPolicy } from "./policy.ts";

/** A fleet that cannot work. The message has a line for each field: its path, and what would be right. */
export class FleetRefused extends Error {
  override readonly name = "FleetRefused";
}

/**
 * Checks a fleet and completes it with defaults.
 *
 * @throws FleetRefused naming the path of every field that is wrong, its value, and what would be right.
 */
export function defineFleet(input: FleetInput): Fleet {
  const parsed = fleetPolicy.safeParse(input);
  if (!parsed.success) throw new FleetRefused(describe(parsed.error.issues, input));
  const endpoints = new Map<string, string>();
  for (const [name, model] of Object.entries(parsed.data.models)) {
    const other = endpoints.get(model.endpoint);
    if (other) {
      throw new FleetRefused(
        `models.${name}.endpoint: "${model.endpoint}" is already the endpoint of models.${other}; a model is one endpoint`,
      );
    }
    endpoints.set(model.endpoint, name);
  }
  return parsed.data;
}

function describe(issues: readonly z.core.$ZodIssue[], input: unknown): string {
  const lines = issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map(
        (key) => `${[...issue.path, key].join(".")}: unknown field; is it misspelt, or in the wrong place?`,
      );
    }
    const path = issue.path.join(".") || "the fleet";
    const value = issue.path.reduce<unknown>(
      (inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined),
      input,
    );
    const found = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
    return [`${path} ${found}: ${issue.message}`];
  });
  return `The fleet is refused.\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
