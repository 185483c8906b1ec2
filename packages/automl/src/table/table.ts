/** Rows under the names of their columns, all as texts. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How a missing value may be written. */
const missing = new Set(["", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"]);

export function isMissing(text: string): boolean {
  return missing.has(text.trim());
}

/** A finite number, or null for what is none. */
export function numberIn(text: string): number | null {
  const trimmed = text.trim();
  const value = trimmed === "" ? Number.NaN : Number(trimmed);
  return Number.isFinite(value) ? value : null;
}
