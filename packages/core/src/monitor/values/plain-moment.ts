const [zero, dash, point, colon, letterT, letterZ] = [48, 45, 46, 58, 84, 90];

/**
 * Milliseconds since 1970 of a time as data capture writes it, `2026-05-04T03:02:01Z`, with or without milliseconds.
 *
 * @returns NaN for any other form, which may be a time all the same
 */
export function plainMoment(text: string): number {
  const { length } = text;
  if ((length !== 20 && length !== 24) || text.charCodeAt(length - 1) !== letterZ) return Number.NaN;
  const isDate =
    text.charCodeAt(4) === dash && text.charCodeAt(7) === dash && text.charCodeAt(10) === letterT;
  const isClock = text.charCodeAt(13) === colon && text.charCodeAt(16) === colon;
  if (!isDate || !isClock || (length === 24 && text.charCodeAt(19) !== point)) return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hours = digits(text, 11, 13);
  const minutes = digits(text, 14, 16);
  const seconds = digits(text, 17, 19);
  const milliseconds = length === 24 ? digits(text, 20, 23) : 0;
  const isTime = hours <= 23 && minutes <= 59 && seconds <= 59 && milliseconds >= 0;
  const isDay = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isTime || !isDay) return Number.NaN;
  return Date.UTC(year, month - 1, day, hours, minutes, seconds, milliseconds);
}

/** The number that some characters write; NaN when one is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
