import { digest } from "./digest.ts";

/**
 * Digests of the identities of the latest signals, oldest first, in pages: to remember one more copies a page, and
 * not all of them.
 */
export type Identities = readonly (readonly number[])[];

/** EventBridge and SQS repeat a message for days, not for ever: two thousand identities are remembered at least. */
const pages = 41;
const perPage = 50;

/** True when the signal was decided on before, as far back as identities are remembered. */
export function isKnown(identities: Identities, identity: string): boolean {
  return holds(identities, digest(identity));
}

/** Remembers one more, and forgets the oldest page when there are enough. */
export function remember(identities: Identities, identity: string): Identities {
  const digested = digest(identity);
  if (holds(identities, digested)) return identities;
  const last = identities.at(-1);
  return last && last.length < perPage
    ? identities.with(-1, [...last, digested])
    : [...identities.slice(1 - pages), [digested]];
}

/** Entries of one decision have one cause, so the search begins with the latest. */
function holds(identities: Identities, digested: number): boolean {
  return identities.findLast((page) => page.includes(digested)) !== undefined;
}
