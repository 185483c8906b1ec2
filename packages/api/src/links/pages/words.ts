/** `2026-05-04T09:30:12.000Z` -> `2026-05-04 09:30 UTC`. */
export function inWords(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

/** Four digits are as many as a decision needs; nothing known is a dash. */
export function figure(value: number | null): string {
  return value === null ? "–" : String(Number(value.toPrecision(4)));
}
