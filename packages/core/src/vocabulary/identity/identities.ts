import { digest } from "./digest.ts";

/**
 * Digests of the identities of the latest signals, oldest first, in pages: to remember one more copies a page, and
 * not all of them.
 */
export type Identities = readonly (readonly number[])[];

/** EventBridge and SQS repeat a message for days, not for ever: two thousand identities are remembered at least. */
const pages = 41;
/** People's commands are few, and are not forgotten because many events came: five thousand at least. */
export const commandPages = 101;
const perPage = 50;

/** True when the signal was decided on before, as far back as identities are remembered. */
export function isKnown(identities: Identities, identity: string): boolean {
  const digested = digest(identity);
  // Twice as quick as `includes`, which has NaN to think of.
  return identities.some((page) => page.indexOf(digested) >= 0);
}

/**
 * Remembers one more, and forgets the oldest page when there are enough. Entries of one decision follow one another
 * and have one cause, so it is looked for in the latest page alone; what stands twice takes room and is no harm.
 */
export function remember(identities: Identities, identity: string, most = pages): Identities {
  const digested = digest(identity);
  const last = identities.at(-1);
  if (last?.includes(digested)) return identities;
  return last && last.length < perPage
    ? identities.with(-1, [...last, digested])
    : [...identities.slice(1 - most), [digested]];
}
