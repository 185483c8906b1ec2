import { digest } from "./digest.ts";

/** EventBridge and SQS repeat a message for days, not for ever: so many identities are remembered. */
const remembered = 2_000;

/** Digests of the identities of the latest signals, oldest first. */
export type Identities = readonly number[];

/** True when the signal was decided on before, as far back as identities are remembered. */
export function isKnown(identities: Identities, identity: string): boolean {
  return identities.includes(digest(identity));
}

/** Remembers one more, and forgets the oldest when there are enough. */
export function remember(identities: Identities, identity: string): Identities {
  const digested = digest(identity);
  // Entries of one decision have one cause.
  if (identities.at(-1) === digested || identities.includes(digested)) return identities;
  return [...(identities.length < remembered ? identities : identities.slice(1)), digested];
}
