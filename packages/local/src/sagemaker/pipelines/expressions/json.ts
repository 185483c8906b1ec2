import type { Json, JsonObject } from "../../json.ts";

export type { Json, JsonObject };

/** Whether a value is an object with names, neither a list nor null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as it reads inside a string: text as it is, anything else as JSON. */
export function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
