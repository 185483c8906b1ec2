import type { EntryKind } from "../vocabulary/entry.ts";
import type { Figures } from "./figures.ts";
import type { Parting } from "./parting.ts";
import type { PastRetrainings } from "./past-retrainings.ts";

/** What had to be assumed, because the ledger cannot know it. */
export interface Assumption {
  /** The entry of the ledger at which it was needed. */
  readonly sequence: number;
  readonly at: string;
  readonly words: string;
}

/** A time of which nothing can be said: in the ledger another champion served, or another trial ran. */
export interface Unknown {
  readonly from: { readonly sequence: number; readonly at: string };
  /** Where the replay goes on, from the ledger's own state; null when it does not any more. */
  readonly until: { readonly sequence: number; readonly at: string } | null;
  readonly why: string;
}

/** How many decisions were taken again, by what they are on. */
export interface DecidedAnew {
  readonly windows: number;
  readonly looks: number;
  readonly gates: number;
  /** Retrainings that something else than a window asked for. */
  readonly requests: number;
}

/** A model's ledger under a policy. */
export interface Replay {
  readonly model: string;
  /** Of the first and the last decision that were replayed; null where there was none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly decided: DecidedAnew;
  /** Entries of the ledger of which something can be said, confirmations of effects among them. */
  readonly entries: number;
  /** How many of them the replay has to the last character. */
  readonly identical: number;
  /** Decisions that rest on answers which no ledger keeps, and were taken over: by the kind of entry. */
  readonly asTold: Readonly<Partial<Record<EntryKind, number>>>;
  /** Entries of the ledger that would not be there, because what they tell of would not have happened. */
  readonly gone: Readonly<Partial<Record<EntryKind, number>>>;
  readonly partings: readonly Parting[];
  readonly assumptions: readonly Assumption[];
  readonly unknown: readonly Unknown[];
  /** Milliseconds of which something can be said. */
  readonly known: number;
  /** What the ledger's decisions came to, and what the policy's would have, in the time that is known. */
  readonly was: Figures;
  readonly would: Figures;
  /** What assumed retrainings take and cost. */
  readonly past: PastRetrainings;
}
