import type * as z from "zod/mini";

const told = 3;
const longest = 100;

/**
 * Says what is wrong with an event: `detail.TrainingJobArn: is missing; expected the ARN of ...`.
 * Values are shown shortened, and never opened: an event may be deep, large or hostile.
 */
export function describeIssues(issues: readonly z.core.$ZodIssue[], event: unknown): string {
  const lines = issues.slice(0, told).map((issue) => {
    const found = issue.path.reduce(inside, event);
    return broken(issue.path.map(String).join("."), found, expectation(issue.message));
  });
  const more = issues.length - told;
  return lines.join(" | ") + (more > 0 ? ` | and ${more} more` : "");
}

/** One line of the same form, for what no schema can tell. */
export function broken(path: string, found: unknown, expected: string): string {
  return `${path || "the event"}: ${describe(found)}; expected ${expected}`;
}

function inside(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}

function expectation(message: string): string {
  return /^Invalid (?:input|option): expected (.+?)(?:, received .*)?$/s.exec(message)?.[1] ?? message;
}

/** A text from outside inside a sentence: on one line, in quotes, and not longer than a line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}...` : text);
}

function describe(value: unknown): string {
  if (value === undefined) return "is missing";
  if (value === null) return "is null";
  if (typeof value === "string") return `is ${quoted(value)}`;
  if (typeof value === "number" || typeof value === "boolean") return `is ${value}`;
  if (Array.isArray(value)) return `is a list of ${value.length}`;
  return typeof value === "object" ? "is an object" : `is a ${typeof value}`;
}
