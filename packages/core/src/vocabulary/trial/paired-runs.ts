import type { PairedCounts } from "../../stats/paired/paired-evidence.ts";

/** How a challenger is tried that answers in transform jobs; all of it is fixed when its trial begins. */
export interface PairedTrial {
  /** The SSM parameter that says which model the team's jobs use. */
  readonly parameter: string;
  /** Where the challenger's jobs write, each into a folder of its own. */
  readonly outputs: string;
  readonly limits: { readonly atLeast: number; readonly atMost: number };
  /** A run counts once it has so many rows by which it is judged. */
  readonly minRows: number;
  /** Whether a row counts once its label is known; otherwise as soon as both have answered it. */
  readonly labels: boolean;
  /** In so large a share of the rows at least both must answer the same; null where nobody asks that. */
  readonly agreement: number | null;
  /** So many times as long as the champion's its jobs may take. */
  readonly slowerBy: number;
  /** How long one of its jobs may run, milliseconds. */
  readonly longestRun: number;
  /**
   * For so many of the team's jobs a promoted version is watched, and for so long at most, milliseconds; null for none. With
   * labels they are waited for and judged, which entries of before do not say.
   */
  readonly bake: { readonly jobs: number; readonly within: number; readonly labels?: boolean } | null;
}

/** A transform job of the team's, and the challenger's on the same input. */
export interface PairedRun {
  /** From 1. */
  readonly run: number;
  /** The team's, which used the champion. */
  readonly of: string;
  /** The challenger's. */
  readonly job: string;
  /** ISO 8601 UTC: then it is stopped if it still runs. */
  readonly deadline: string;
}

/** What is known of both jobs of a run. */
export interface PairedRunRead {
  readonly run: number;
  /**
   * "running" until the challenger's has ended; "unread" where rows cannot be compared, such as an output that does not
   * align; "failed" says by whom in its reason.
   */
  readonly status: "running" | "compared" | "unread" | "failed";
  /** Why it failed or could not be compared; of a "running" one, that its job is not there yet; null otherwise. */
  readonly reason: string | null;
  /** How long both took, seconds; null while one of them has not ended well. */
  readonly seconds: { readonly champion: number; readonly challenger: number } | null;
  /** Rows that both answered, and how many of them alike. */
  readonly rows: number;
  readonly agreed: number;
  /** Rows whose label is known, by who was right; null where nobody tells labels. */
  readonly outcomes: PairedCounts | null;
}

/** What a look at such a trial read: the runs that did not count yet. */
export interface PairedReading {
  /** ISO 8601 UTC. */
  readonly end: string;
  readonly runs: readonly PairedRunRead[];
}

/** Natural logarithms of e-values; null for what is not asked about. */
export interface PairedEvidence {
  readonly better: number | null;
  readonly notWorse: number | null;
  readonly worse: number | null;
  readonly agrees: number | null;
  readonly disagrees: number | null;
}

export type PairedDecision = "continue" | "not-enough-data" | "promote" | "roll-back" | "hold";

/** A model of SageMaker's that the route's parameter shall name, and of what it is made if it is not there. */
export interface ModelRouteChange {
  readonly parameter: string;
  readonly uses: string;
  /** Null for the champion before, whose model is there. */
  readonly anew: { readonly package: string; readonly championModel: string } | null;
}
