/** Euclid's distance, squared, of vectors of one length. */
export function squaredDistance(from: Float64Array, to: readonly number[]): number {
  let square = 0;
  for (let at = 0; at < from.length; at += 1) {
    const away = (to[at] ?? 0) - (from[at] ?? 0);
    square += away * away;
  }
  return square;
}

const looksLikeList = /^\s*\[[\s\S]*\]\s*$/;
const separator = /[\s,]+/;
const nothing = /^(?:[+-]?inf(?:inity)?|nan|null|none)$/i;

/**
 * The numbers of an embedding: a list of JSON, or a text of one, as JSON or as NumPy writes it (`[0.1 0.2]`). What is
 * missing or infinite in it is NaN.
 *
 * @returns null for what is no list of numbers
 */
export function vectorOf(value: unknown): readonly number[] | null {
  if (Array.isArray(value)) return fromList(value);
  if (typeof value !== "string" || !looksLikeList.test(value)) return null;
  try {
    const json: unknown = JSON.parse(value);
    return Array.isArray(json) ? fromList(json) : null;
  } catch {
    return fromPrinted(value);
  }
}

function fromList(list: readonly unknown[]): readonly number[] | null {
  const numbers: number[] = [];
  for (const each of list) {
    if (typeof each === "number") numbers.push(Number.isFinite(each) ? each : Number.NaN);
    else if (each === null) numbers.push(Number.NaN);
    else return null;
  }
  return numbers.length > 0 ? numbers : null;
}

/** As NumPy and Python print it. */
function fromPrinted(text: string): readonly number[] | null {
  const inside = text.trim().slice(1, -1).trim();
  const numbers: number[] = [];
  for (const part of inside.split(separator)) {
    const number = nothing.test(part) ? Number.NaN : Number(part);
    if (part === "" || (Number.isNaN(number) && !nothing.test(part))) return null;
    numbers.push(number);
  }
  return numbers.length > 0 ? numbers : null;
}
