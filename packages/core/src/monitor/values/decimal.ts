/** Powers of ten that a double holds exactly. */
const powers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Whole numbers below this are exact, and so is one more digit on any of them. */
const exact = 900_719_925_474_099;
const [zero, nine, point, minus, lowerE, upperE, plus] = [48, 57, 46, 45, 101, 69, 43];

/**
 * The number that a part of a text writes as a plain decimal (`-12.80`, `3e4`), without making a text of the part.
 * A whole number below 2^53 times or by a power of ten up to 22 is rounded once, so it is the nearest double
 * (Clinger 1990, https://doi.org/10.1145/93542.93557).
 *
 * @param from first character
 * @param to the one after the last
 * @returns NaN when the part is anything else, more digits or spaces among it: `Number` may know it
 */
export function plainDecimal(text: string, from: number, to: number): number {
  let at = from;
  const negative = text.charCodeAt(at) === minus;
  if (negative) at += 1;
  let digits = 0;
  let whole = 0;
  let scale = 0;
  let isFraction = false;
  for (; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= nine) {
      if (whole >= exact) return Number.NaN;
      whole = whole * 10 + (code - zero);
      digits += 1;
      if (isFraction) scale -= 1;
    } else if (code === point && !isFraction) isFraction = true;
    else break;
  }
  if (digits === 0) return Number.NaN;
  if (at < to) {
    const exponent = exponentOf(text, at, to);
    if (exponent === null) return Number.NaN;
    scale += exponent;
  }
  if (scale < -22 || scale > 22) return Number.NaN;
  const size = scale < 0 ? whole / (powers[-scale] ?? 1) : whole * (powers[scale] ?? 1);
  return negative ? -size : size;
}

/** What follows the digits, `e-7`; null when it is no exponent of at most three digits. */
function exponentOf(text: string, from: number, to: number): number | null {
  const letter = text.charCodeAt(from);
  if (letter !== lowerE && letter !== upperE) return null;
  const sign = text.charCodeAt(from + 1);
  const first = sign === minus || sign === plus ? from + 2 : from + 1;
  if (first >= to || to - first > 3) return null;
  let exponent = 0;
  for (let at = first; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code < zero || code > nine) return null;
    exponent = exponent * 10 + (code - zero);
  }
  return sign === minus ? -exponent : exponent;
}
