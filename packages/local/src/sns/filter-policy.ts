import { InvalidPattern } from "../events/invalid-pattern.ts";
import { matchesPattern, type Pattern } from "../events/pattern.ts";
import { bodyFor, type Message, type MessageAttribute } from "./message.ts";

export interface FilterPolicy {
  readonly pattern: Pattern;
  readonly scope: "MessageAttributes" | "MessageBody";
}

/**
 * Whether a subscription with this filter policy gets the message. Filter policies are written like event
 * patterns. Source: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function passesFilter(policy: FilterPolicy, message: Message, protocol: string): boolean {
  if (policy.scope === "MessageBody") {
    const body = parsed(bodyFor(message, protocol));
    return typeof body === "object" && body !== null && matchesPattern(policy.pattern, body);
  }
  const values = Object.entries(message.attributes).map(([name, attribute]) => [
    name,
    attributeValue(attribute),
  ]);
  return matchesPattern(policy.pattern, Object.fromEntries(values));
}

/** Parses a filter policy; null when it is none that the service would take. */
export function parseFilterPolicy(text: string): Pattern | null {
  const pattern = parsed(text);
  if (typeof pattern !== "object" || pattern === null || Array.isArray(pattern)) return null;
  try {
    matchesPattern(pattern as Pattern, {}); // An object that JSON.parse made; its filters are checked here.
  } catch (error) {
    if (error instanceof InvalidPattern) return null;
    throw error;
  }
  return pattern as Pattern; // as above
}

function attributeValue({ type, value }: MessageAttribute): unknown {
  if (type.startsWith("Number")) return Number(value);
  if (type === "String.Array") return parsed(value);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
