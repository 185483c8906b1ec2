import type { Effect, EffectAnswer } from "./effect.ts";
import type { Entry } from "./entry.ts";
import type { Answer, Question } from "./fact.ts";
import type { State } from "./state.ts";

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

/** A model's state after one of its entries, so that the entries before need not be read again. */
export interface Snapshot {
  /** Of the fold that made it; a state of another version is none. */
  readonly version: number;
  readonly sequence: number;
  readonly state: State;
}

/**
 * Snapshots of ledgers: an optimisation, never a source of truth. Whatever is lost, late or overwritten here costs
 * time and nothing else.
 */
export interface SnapshotStore {
  /** The latest that was kept; null when there is none or it cannot be read. */
  latest(model: string): Promise<Snapshot | null>;
  /** Keeps it if it can and does not reject when it cannot; an older one does not replace a newer one. */
  keep(model: string, snapshot: Snapshot): Promise<void>;
  /** The entries of a model after one that ended an append, in order. */
  readAfter(model: string, sequence: number): Promise<readonly Entry[]>;
}

/** Answers what a decision needs to know. Rejects with TransientError or BadInput (see errors.ts). */
export interface FactFinder {
  answer<Q extends Question>(question: Q): Promise<Answer<Q>>;
}

/**
 * Performs an effect; doing it again with the same token changes nothing. Rejects with TransientError when
 * trying again may help (throttled, busy, unreachable), with PassingRefusal when it may in a while, with Refused when it
 * never will, and with EndpointDiffers, having done nothing, when the endpoint is not what the effect expects.
 */
export interface EffectPerformer {
  perform(effect: Effect): Promise<EffectAnswer>;
}

export interface Clock {
  now(): Date;
}

export interface Secrets {
  /** The live secrets under a name, newest first. @throws TransientError, Refused */
  read(name: string): Promise<readonly string[]>;
}

/** Secrets that may be replaced while a process remembers the old ones. */
export interface RotatingSecrets extends Secrets {
  /**
   * Reads them anew, for whom those it has do not fit; null when that was done a moment ago and would only cost.
   * @throws TransientError, Refused
   */
  readAgain(name: string): Promise<readonly string[] | null>;
}
