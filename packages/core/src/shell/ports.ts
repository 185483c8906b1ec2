import type { Effect, EffectAnswer } from "../effects/effect.ts";
import type { Answer, Question } from "../facts/fact.ts";
import type { Entry } from "../ledger/entry.ts";

/** The ordered entries of a model. Nothing else is state. */
export interface LedgerStore {
  /** All entries of a model in order; empty for a model never seen. */
  read(model: string): Promise<readonly Entry[]>;
  /**
   * Appends all entries or none, if the ledger still ends just before the first of them.
   * Answers "conflict" when another writer was first; rejects on anything else.
   */
  append(model: string, entries: readonly Entry[]): Promise<"appended" | "conflict">;
}

/** Answers what a decision needs to know. Rejects with TransientError or BadInput (see errors.ts). */
export interface FactFinder {
  answer<Q extends Question>(question: Q): Promise<Answer<Q>>;
}

/**
 * Performs an effect; doing it again with the same token changes nothing. Rejects with TransientError when
 * trying again may help (throttled, busy, unreachable) and with Refused when it never will.
 */
export interface EffectPerformer {
  perform(effect: Effect): Promise<EffectAnswer>;
}

export interface Clock {
  now(): Date;
}
