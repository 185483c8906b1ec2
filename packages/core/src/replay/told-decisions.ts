import type { Entry, EntryKind } from "../vocabulary/entry.ts";

/** The entries of a ledger that one signal led to. */
export interface ToldDecision {
  /** The signal's; null where each of its entries was caused by an earlier one. */
  readonly identity: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly entries: readonly Entry[];
}

/** What the outside answered to an effect is a decision of its own, however many of them are appended at once. */
const answers: ReadonlySet<EntryKind> = new Set(["effect-done", "effect-failed", "effect-postponed"]);

/** A ledger as the decisions that it was written by, in order. */
export function* toldDecisions(entries: readonly Entry[]): Generator<ToldDecision> {
  let told: Entry[] = [];
  let identity: string | null = null;
  for (const entry of entries) {
    const named = typeof entry.causedBy === "string" ? entry.causedBy : null;
    const [first] = told;
    const isOther =
      first !== undefined &&
      (first.at !== entry.at ||
        answers.has(entry.kind) ||
        (named !== null && identity !== null && named !== identity));
    if (isOther) {
      yield { identity, at: first.at, entries: told };
      told = [];
      identity = null;
    }
    told.push(entry);
    identity ??= named;
  }
  const [first] = told;
  if (first) yield { identity, at: first.at, entries: told };
}

/** True for what follows from any decision by the policy, and is decided again with it. */
export function isConclusion(entry: Entry): boolean {
  switch (entry.kind) {
    case "alert-raised":
      return entry.data.aboutKind !== "test";
    case "alert-resolved":
    case "budget-threshold-reached":
    case "effect-dropped":
      return true;
    case "monitoring-restored":
      return entry.data.subject === "looks" || entry.data.subject === "outcomes";
    default:
      return false;
  }
}
