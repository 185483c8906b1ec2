/** Milliseconds that a request's timestamp may be off, to either side. */
const tolerance = 5 * 60_000;

/**
 * Whether an id may stand in a signed text `{id}.{timestamp}.{body}`. It may hold no full stop: with one, the same text
 * could be cut into another id, timestamp and body.
 */
export function isPlainId(id: string): boolean {
  return /^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(id);
}

/** A timestamp in whole seconds since 1970; null for anything else. */
export function readTimestamp(text: string): Date | null {
  return /^[1-9]\d{0,10}$/.test(text) ? new Date(Number(text) * 1000) : null;
}

/** Why a request that was signed at this time is not taken any more, or not yet; null when it is. */
export function staleness(at: Date, now: Date): string | null {
  const away = now.getTime() - at.getTime();
  return Math.abs(away) > tolerance
    ? `the timestamp is ${Math.round(away / 1000)} s away, more than five minutes`
    : null;
}
