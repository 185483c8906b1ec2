/** Trying again may help: throttled, busy, unreachable. The message goes back to its queue. */
export class TransientError extends Error {
  override readonly name = "TransientError";
}

/** The outside said no and will say no again. Written to the ledger as `effect-failed`. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** What came in cannot be understood; says which field, which value, and what would be right. Ends in the DLQ. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}
