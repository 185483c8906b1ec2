/** `2026-11` of a moment, ISO 8601 UTC. */
export function monthOf(at: string): string {
  return at.slice(0, 7);
}

export function nextMonth(month: string): string {
  return monthOf(new Date(endOfMonth(month)).toISOString());
}

export function monthBefore(month: string): string {
  return monthOf(new Date(Date.parse(`${month}-01T00:00:00.000Z`) - 1).toISOString());
}

/** The moment at which it is over, milliseconds. */
export function endOfMonth(month: string): number {
  const [year = 0, number = 1] = month.split("-").map(Number);
  // Months count from 0 here, so that this is the one after it.
  return Date.UTC(year, number);
}
