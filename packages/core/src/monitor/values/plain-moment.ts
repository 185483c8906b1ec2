const [zero, dash, point, colon, letterT, letterZ] = [48, 45, 46, 58, 84, 90];

/** The code of the character at a place. */
type Codes = (at: number) => number;

/**
 * Milliseconds since 1970 of a time as data capture writes it, `2026-05-04T03:02:01Z`, with or without milliseconds.
 *
 * @returns NaN for any other form, which may be a time all the same
 */
export function plainMoment(text: string): number {
  return momentOf((at) => text.charCodeAt(at), text.length);
}

/** The same of bytes, from a place to the one before another. */
export function plainMomentAt(bytes: Uint8Array, from: number, to: number): number {
  return momentOf((at) => bytes[from + at] ?? 0, to - from);
}

function momentOf(code: Codes, length: number): number {
  if ((length !== 20 && length !== 24) || code(length - 1) !== letterZ) return Number.NaN;
  const isDate = code(4) === dash && code(7) === dash && code(10) === letterT;
  const isClock = code(13) === colon && code(16) === colon;
  if (!isDate || !isClock || (length === 24 && code(19) !== point)) return Number.NaN;
  const year = digits(code, 0, 4);
  const month = digits(code, 5, 7);
  const day = digits(code, 8, 10);
  const hours = digits(code, 11, 13);
  const minutes = digits(code, 14, 16);
  const seconds = digits(code, 17, 19);
  const milliseconds = length === 24 ? digits(code, 20, 23) : 0;
  const isTime = hours <= 23 && minutes <= 59 && seconds <= 59 && milliseconds >= 0;
  const isDay = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isTime || !isDay) return Number.NaN;
  return Date.UTC(year, month - 1, day, hours, minutes, seconds, milliseconds);
}

/** The number that some characters write; NaN when one is no digit. */
function digits(code: Codes, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = code(at) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
