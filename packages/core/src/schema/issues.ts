import type * as z from "zod/mini";

const told = 3;
const longest = 100;

/**
 * Says what is wrong with an event: `detail.TrainingJobArn: is missing; expected the ARN of ...`.
 * Values are shown shortened, and never opened: an event may be deep, large or hostile.
 *
 * @param shows whether the value at a path may be shown; its kind is told otherwise, because it is somebody's own
 */
export function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  event: unknown,
  shows: (path: string) => boolean = () => true,
): string {
  const lines = issues.slice(0, told).map((issue) => {
    const found = issue.path.reduce(inside, event);
    const path = issue.path.map(String).join(".");
    return (shows(path) ? broken : brokenKind)(path, found, expectation(issue.message));
  });
  const more = issues.length - told;
  return lines.join(" | ") + (more > 0 ? ` | and ${more} more` : "");
}

/** One line of the same form, for what no schema can tell. */
export function broken(path: string, found: unknown, expected: string): string {
  return `${path || "the event"}: ${describe(found)}; expected ${expected}`;
}

/** The same, with the kind of what was found instead of its value. */
export function brokenKind(path: string, found: unknown, expected: string): string {
  return `${path || "the event"}: ${found === undefined ? "is missing" : `is ${kindOf(found)}`}; expected ${expected}`;
}

/** What a value of JSON is, without saying which. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  switch (typeof value) {
    case "string":
      return value === "" ? "an empty text" : "a text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "object":
      return "an object";
    default:
      return `a ${typeof value}`;
  }
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
