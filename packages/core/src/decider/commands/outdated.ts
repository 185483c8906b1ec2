import type { State } from "../../vocabulary/state.ts";

/**
 * True for a command that was given on sight of how things stood before they changed, or of an end that the ledger does
 * not have. Observations that came in between change nothing that a person decides on.
 *
 * @param expectedSequence of the last entry that its giver saw; null for a command that was given on no sight of it
 */
export function isOutdated({ sequence, changedBy }: State, expectedSequence: number | null): boolean {
  return expectedSequence !== null && (expectedSequence < changedBy || expectedSequence > sequence);
}
