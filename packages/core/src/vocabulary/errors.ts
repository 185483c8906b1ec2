import type { FoundEndpoint } from "./endpoint-expectation.ts";

/** Trying again may help: throttled, busy, unreachable. The message goes back to its queue. */
export class TransientError extends Error {
  override readonly name = "TransientError";
}

/** The outside said no and will say no again. Written to the ledger as `effect-failed`. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/**
 * The outside said no, and may say yes in a while: a role that is not known everywhere yet, a limit that is reached now.
 * Tried again for so long, told in the ledger as `effect-postponed`, and only then final.
 */
export class PassingRefusal extends Error {
  override readonly name = "PassingRefusal";
  /** Milliseconds since the first such refusal. */
  readonly tryFor: number;

  constructor(message: string, options: ErrorOptions & { readonly tryFor: number }) {
    super(message, options);
    this.tryFor = options.tryFor;
  }
}

/** The endpoint is not what the effect expected to find, so nothing was done to it. */
export class EndpointDiffers extends Error {
  override readonly name = "EndpointDiffers";
  readonly found: FoundEndpoint;

  constructor(message: string, found: FoundEndpoint) {
    super(message);
    this.found = found;
  }
}

/** What came in cannot be understood; says which field, which value, and what would be right. Ends in the DLQ. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}
