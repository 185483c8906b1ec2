import type { ShapeType } from "../service-models/service-model.ts";

/** Epoch seconds (JSON), text (query, REST), a date (CBOR). */
export function isTimestamp(value: unknown): boolean {
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" && (/^-?\d+(\.\d+)?$/.test(value) || !Number.isNaN(Date.parse(value)));
}

/** Base64 (JSON, query), bytes (CBOR). */
export function isBytes(value: unknown): boolean {
  if (value instanceof Uint8Array) return true;
  return typeof value === "string" && value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
}

/** How the services call a type in their errors. */
export function javaName(type: ShapeType): string {
  return type === "string" || type === "character"
    ? "String"
    : type === "timestamp"
      ? "Date"
      : type.charAt(0).toUpperCase() + type.slice(1);
}
