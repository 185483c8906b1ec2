import type { NotificationSettings } from "../policy/notification-settings.ts";
import type { SendAlert } from "../vocabulary/effect.ts";
import { digest as numberOf } from "../vocabulary/identity/digest.ts";
import type { Severity } from "../vocabulary/severity.ts";
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
export type SendDecision = "now" | "digest";

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

/**
 * What the fleet remembers of the alerts that it sent and kept back. It is stored as it is, so its fields keep their
 * names; its size has a bound, whatever comes.
 */
export interface DigestState {
  readonly told: readonly { readonly token: number; readonly at: string }[];
  /** Gathers what is kept back now. */
  readonly open: Digest | null;
  /** On its way out: it takes nothing more, so that a repeat says the same. */
  readonly sealed: Digest | null;
  /** Tokens of digests that were sent. */
  readonly past: readonly number[];
}

export const emptyDigestState: DigestState = { told: [], open: null, sealed: null, past: [] };

/** Above the largest number of alerts that a storm may have, so that all of a window are there to be counted. */
const mostSent = 200;
/** With these and 16 characters for a number, a state is below 200 KB. What is beyond is counted at each offer. */
const mostTokens = 3_000;
const mostFirst = 20;
const mostNames = 500;
const longestLine = 76;

/**
 * Decides whether an alert is told now or kept for the digest. Pages are told now, and so is what escalates and
 * resolves them. The same token has the same decision and is counted once.
 *
 * @returns the same state when nothing is to be remembered.
 */
export function offer(
  state: DigestState,
  alert: OfferedAlert,
  settings: NotificationSettings,
  now: Date,
): { readonly state: DigestState; readonly decision: SendDecision } {
  if (alert.severity === "page") return { state, decision: "now" };
  const token = numberOf(alert.token);
  if (state.told.some((one) => one.token === token)) return { state, decision: "now" };
  if ([state.open?.tokens, state.sealed?.tokens, state.past].some((tokens) => tokens?.includes(token)))
    return { state, decision: "digest" };
  const { quietHours, storm } = settings;
  if (quietHours && isQuiet(quietHours, now)) {
    return keep(state, alert, token, endOfQuiet(quietHours, now), now);
  }
  const began = now.getTime() - storm.within;
  const recent = state.told.filter(({ at }) => Date.parse(at) > began);
  if (state.open || recent.length >= storm.above) {
    return keep(state, alert, token, new Date(now.getTime() + storm.within), now);
  }
  const told = [...state.told, { token, at: now.toISOString() }].slice(-mostSent);
  return { state: { ...state, told }, decision: "now" };
}

/** The digest that is to be sent now, or null; one that was sealed and perhaps not sent comes first. */
export function seal(
  state: DigestState,
  { quietHours }: NotificationSettings,
  now: Date,
): { readonly state: DigestState; readonly digest: Digest | null } {
  if (state.sealed) return { state, digest: state.sealed };
  const { open } = state;
  const quiet = quietHours !== undefined && isQuiet(quietHours, now);
  if (!open || quiet || now.getTime() < Date.parse(open.due)) return { state, digest: null };
  return { state: { ...state, open: null, sealed: open }, digest: open };
}

/** The state once the digest of that id was sent. */
export function sent(state: DigestState, id: string): DigestState {
  if (state.sealed?.id !== id) return state;
  return { ...state, sealed: null, past: [...state.past, ...state.sealed.tokens].slice(-mostTokens) };
}

function keep(
  state: DigestState,
  alert: OfferedAlert,
  token: number,
  due: Date,
  now: Date,
): { readonly state: DigestState; readonly decision: SendDecision } {
  const at = now.toISOString();
  const open: Digest = state.open ?? {
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
  return { state: { ...state, open: grown }, decision: "digest" };
}

/** One more of a name; names beyond the first 500 are counted together. */
function counted(counts: Readonly<Record<string, number>>, name: string): Readonly<Record<string, number>> {
  const known = Object.hasOwn(counts, name) || Object.keys(counts).length < mostNames;
  const under = known ? name : "others";
  return { ...counts, [under]: (counts[under] ?? 0) + 1 };
}
