import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import type { State } from "../vocabulary/state.ts";

/** A rollout of a model's ledger, and what it put on the endpoint. */
export interface LedgerRollout {
  readonly rollout: string;
  readonly endpoint: string;
  /** The variants that it had, in the endpoint's spelling. */
  readonly variants: readonly string[];
  /** When it was last heard of, ISO 8601; null while it goes on. */
  readonly endedAt: string | null;
}

/** All rollouts that a ledger knows. */
export function rolloutsIn(entries: readonly Entry[], { rollout: open }: State): readonly LedgerRollout[] {
  const started = entries.filter(
    (entry): entry is EntryOf<"rollout-started"> => entry.kind === "rollout-started",
  );
  return started.map(({ data: { rollout, endpoint, challenger, champion } }) => ({
    rollout,
    endpoint,
    variants: [challenger.variant, champion.variant],
    endedAt: open?.rollout === rollout ? null : (lastOf(rollout, entries)?.at ?? null),
  }));
}

function lastOf(rollout: string, entries: readonly Entry[]): Entry | undefined {
  return entries.findLast(({ data }) => "rollout" in data && data.rollout === rollout);
}

/**
 * Every name that a model's state has for what serves, what is on trial, what is under way and what an undo goes back to,
 * in small letters. More than these may be among them; a leftover that shares a name with any is left alone.
 */
export function namesHeld({ endpoint, rollout, lastPromotion, outbox }: State): readonly string[] {
  return textsIn([endpoint, rollout, lastPromotion, outbox]).map((text) => text.toLowerCase());
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
