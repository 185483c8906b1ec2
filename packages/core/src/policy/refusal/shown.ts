import type { Path } from "./path.ts";

const longest = 80;
const mostNames = 5;

/** A value inside a sentence: as JSON where that is short, else what kind of value it is. A secret is never shown. */
export function shown(value: unknown, path: Path = []): string {
  if (typeof value === "string") {
    // Someone who puts the secret where its name belongs would find it in every log of a failed deployment.
    if (path.at(-1) === "secret" && !value.startsWith("/")) return `a text of ${value.length} characters`;
    return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}...` : value);
  }
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  const json = asJson(value);
  if (json !== null && json.length <= longest) return json;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const names = Object.keys(value);
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  const first = names
    .slice(0, mostNames)
    .map((name) => (name.length > 32 ? `${name.slice(0, 32)}...` : name));
  return `an object with ${first.join(", ")}${more}`;
}

/** A value as a person would write it into the fleet: `{ by: "person", within: "3 days" }`. */
export function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, inside]) => `${fieldName(name)}: ${written(inside)}`);
  return `{ ${fields.join(", ")} }`;
}

function fieldName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function asJson(value: object): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    // Circular, or with numbers that JSON does not have.
    return null;
  }
}
