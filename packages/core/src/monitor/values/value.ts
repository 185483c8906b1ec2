/** A captured or trained-on value as it arrives; null is a missing one. */
export type Value = number | string | boolean | null;

/** What frameworks write where a value is missing; an empty CSV field is missing too. */
const missing = new Set(["", "nan", "null", "none"]);
const longestMissing = 4;

export function isMissing(value: Value): boolean {
  if (typeof value === "string") return isMissingText(value);
  return value === null || Number.isNaN(value);
}

function isMissingText(text: string): boolean {
  // A longer text can only be missing if it has spaces around it, which begin below or beyond ASCII's letters.
  if (text.length > longestMissing && isLetter(text.charCodeAt(0))) {
    if (isLetter(text.charCodeAt(text.length - 1))) return false;
  }
  return missing.has(text.trim().toLowerCase());
}

function isLetter(code: number): boolean {
  return code > 32 && code < 127;
}

/** The finite number that a value is or writes ("12.80"), or null. */
export function asNumber(value: Value): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || isMissing(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
