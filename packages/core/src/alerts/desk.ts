import type { Telling } from "../policy/telling.ts";
import { digest as numberOf } from "../vocabulary/digest.ts";
import type { SendAlert } from "../vocabulary/effect.ts";
import type { Severity } from "../vocabulary/entry.ts";
import { clip } from "../words/wrap.ts";
import { endOfQuiet, isQuiet } from "./quiet-hours.ts";

/** An alert that is about to be told. */
export interface OfferedAlert {
  /** The same for the same alert, however often it is offered. */
  readonly token: string;
  readonly model: string;
  readonly key: string;
  /** Kind of the entry that it tells of. */
  readonly kind: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly event: SendAlert["event"];
}

/** At once, or as a line of one message for all that was kept back. */
export type Fate = "now" | "digest";

/** What was kept back: counts of everything, and the first of them by name. */
export interface Digest {
  readonly id: string;
  readonly since: string;
  /** Not before then, and not in quiet hours. */
  readonly due: string;
  readonly severity: "notify" | "info";
  readonly count: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
  /** Subjects in the order they came. */
  readonly first: readonly string[];
  /** Numbers of the tokens. */
  readonly tokens: readonly number[];
}

/** What the fleet remembers of what it told. Its size has a bound, whatever comes. */
export interface Desk {
  readonly told: readonly { readonly token: number; readonly at: string }[];
  /** Gathers what is kept back now. */
  readonly open: Digest | null;
  /** On its way out: it takes nothing more, so that a repeat says the same. */
  readonly sealed: Digest | null;
  /** Tokens of digests that were sent. */
  readonly past: readonly number[];
}

export const emptyDesk: Desk = { told: [], open: null, sealed: null, past: [] };

/** Above the largest number of alerts that a storm may have, so that all of a window are there to be counted. */
const mostTold = 200;
/** With these and 16 characters for a number, a desk is below 200 KB. What is beyond is counted at each offer. */
const mostTokens = 3_000;
const mostFirst = 20;
const mostNames = 500;
const longestLine = 76;

/**
 * Decides whether an alert is told now or kept for the digest. Pages are told now, and so is what escalates and
 * resolves them. The same token has the same fate and is counted once.
 *
 * @returns the same desk when nothing is to be remembered.
 */
export function offer(
  desk: Desk,
  alert: OfferedAlert,
  telling: Telling,
  now: Date,
): { readonly desk: Desk; readonly fate: Fate } {
  if (alert.severity === "page") return { desk, fate: "now" };
  const token = numberOf(alert.token);
  if (desk.told.some((one) => one.token === token)) return { desk, fate: "now" };
  if ([desk.open?.tokens, desk.sealed?.tokens, desk.past].some((tokens) => tokens?.includes(token)))
    return { desk, fate: "digest" };
  const { quietHours, storm } = telling;
  if (quietHours && isQuiet(quietHours, now)) {
    return keep(desk, alert, token, endOfQuiet(quietHours, now), now);
  }
  const began = now.getTime() - storm.within;
  const recent = desk.told.filter(({ at }) => Date.parse(at) > began);
  if (desk.open || recent.length >= storm.above) {
    return keep(desk, alert, token, new Date(now.getTime() + storm.within), now);
  }
  const told = [...desk.told, { token, at: now.toISOString() }].slice(-mostTold);
  return { desk: { ...desk, told }, fate: "now" };
}

/** The digest that is to be sent now, or null; one that was sealed and perhaps not sent comes first. */
export function seal(
  desk: Desk,
  { quietHours }: Telling,
  now: Date,
): { readonly desk: Desk; readonly digest: Digest | null } {
  if (desk.sealed) return { desk, digest: desk.sealed };
  const { open } = desk;
  const quiet = quietHours !== undefined && isQuiet(quietHours, now);
  if (!open || quiet || now.getTime() < Date.parse(open.due)) return { desk, digest: null };
  return { desk: { ...desk, open: null, sealed: open }, digest: open };
}

/** The desk once the digest of that id was sent. */
export function sent(desk: Desk, id: string): Desk {
  if (desk.sealed?.id !== id) return desk;
  return { ...desk, sealed: null, past: [...desk.past, ...desk.sealed.tokens].slice(-mostTokens) };
}

function keep(
  desk: Desk,
  alert: OfferedAlert,
  token: number,
  due: Date,
  now: Date,
): { readonly desk: Desk; readonly fate: Fate } {
  const at = now.toISOString();
  const open: Digest = desk.open ?? {
    id: `digest-${at}-${token.toString(36)}`,
    since: at,
    due: due.toISOString(),
    severity: "info",
    count: 0,
    kinds: {},
    models: {},
    first: [],
    tokens: [],
  };
  const grown: Digest = {
    ...open,
    severity: alert.severity === "notify" ? "notify" : open.severity,
    count: open.count + 1,
    kinds: counted(open.kinds, alert.kind),
    models: counted(open.models, alert.model),
    first: open.first.length < mostFirst ? [...open.first, clip(alert.subject, longestLine)] : open.first,
    tokens: open.tokens.length < mostTokens ? [...open.tokens, token] : open.tokens,
  };
  return { desk: { ...desk, open: grown }, fate: "digest" };
}

/** One more of a name; names beyond the first 500 are counted together. */
function counted(counts: Readonly<Record<string, number>>, name: string): Readonly<Record<string, number>> {
  const known = Object.hasOwn(counts, name) || Object.keys(counts).length < mostNames;
  const under = known ? name : "others";
  return { ...counts, [under]: (counts[under] ?? 0) + 1 };
}
