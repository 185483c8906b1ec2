/** A captured or trained-on value as it arrives; null is a missing one. */
export type Value = number | string | boolean | null;

/** Values by column name; a column that is not there is missing. */
export type Row = Readonly<Record<string, Value>>;

/** What frameworks write where a value is missing; an empty CSV field is missing too. */
const missing = new Set(["", "nan", "null", "none"]);

/** The value of a column, null when it is missing. Never looks beyond the row's own fields. */
export function valueIn(row: Row, column: string): Value {
  return Object.hasOwn(row, column) ? (row[column] ?? null) : null;
}

export function isMissing(value: Value): boolean {
  if (typeof value === "string") return missing.has(value.trim().toLowerCase());
  return value === null || Number.isNaN(value);
}

/** The finite number that a value is or writes ("12.80"), or null. */
export function asNumber(value: Value): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || isMissing(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
