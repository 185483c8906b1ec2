/** `2026-03-01T08:00:00.123Z` -> `2026-03-01 08:00:00`; UTC, as the ledger has it. */
export function shortTime(at: string): string {
  return at.slice(0, 19).replace("T", " ");
}
