import type { Dispersion } from "../../stats/dispersion.ts";
import type { PairedCounts } from "../../stats/paired/paired-evidence.ts";
import type { GuardCounts } from "./look-metrics.ts";

/** What of champion's and shadow's captured answers is known, over all of the shadow's time. */
export interface PairedAnswers {
  /** ISO 8601 UTC: of requests from before this moment. */
  readonly until: string;
  /** Requests of which both answers were captured and could be read. */
  readonly pairs: number;
  /** How many of them have the same answer, or as near as the policy says. */
  readonly agreed: number;
  /** How much the disagreements of neighbouring minutes differ. */
  readonly dispersion: Dispersion;
  /** Requests of which only this one's answer was captured. */
  readonly unpaired: { readonly champion: number; readonly challenger: number };
  /** Captured requests that could not be read, and what was wrong with the first. */
  readonly unread: { readonly lines: number; readonly reason: string | null };
  /** Captures whose id another of the same variant has: which of them is whose nobody knows. */
  readonly repeated: number;
  /** Requests of which both answers were compared with what turned out; null where nobody tells labels. */
  readonly outcomes: PairedCounts | null;
  /** Why answers could not be compared at all; null where they could. */
  readonly problem: string | null;
}

/** What one look at a shadow read. */
export interface ShadowReading {
  /** ISO 8601 UTC; the metrics' periods since the look before, start inclusive, end exclusive. */
  readonly start: string;
  readonly end: string;
  readonly champion: GuardCounts;
  readonly challenger: GuardCounts;
  readonly answers: PairedAnswers;
}

/** Natural logarithms of e-values. */
export interface ShadowEvidence {
  /** That answers agree as often as the policy wants, and that they do not. */
  readonly agrees: number;
  readonly disagrees: number;
  readonly errors: number;
  readonly slow: number;
  /** Of paired outcomes; null where there are none. */
  readonly better: number | null;
  readonly worse: number | null;
  readonly notWorse: number | null;
}

export type ShadowDecision =
  | "continue"
  | "not-enough-data"
  /** It takes its first share of the traffic. */
  | "ramp"
  | "promote"
  | "roll-back"
  | "hold";

/** How a challenger begins as a shadow. */
export interface ShadowBegun {
  /** The part of the requests that is copied to it, percent. */
  readonly share: number;
  /** How long it is one at most, milliseconds. */
  readonly for: number;
}
