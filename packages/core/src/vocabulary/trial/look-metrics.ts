import type { Dispersion } from "../../stats/dispersion.ts";
import type { ArmCounts } from "../../stats/sequential/arm-counts.ts";
import type { ValueSums } from "../../stats/sequential/mean-process.ts";
import type { SplitRead } from "./split.ts";

/** Counts of one variant in one look. Latency exceedances are invocations slower than the frozen quantile. */
export interface VariantMetrics extends GuardCounts {
  readonly variant: string;
  /** Outcomes that became known since the look before, whenever their requests came: how many, and how many of them good. */
  readonly trials: number;
  readonly successes: number;
}

/** What the guards are judged by. */
export interface GuardCounts {
  readonly invocations: number;
  readonly errors: number;
  readonly slow: number;
  /** Invocations that waited for new compute; absent where no guard asks. */
  readonly coldStarts?: number;
}

/** What waited on an endpoint that queues requests, at its worst in a period. */
export interface Backlog {
  /** Requests that wait or are being answered, for each instance; all of them where there is none. */
  readonly perInstance: number;
  /** How long the oldest of them has waited, milliseconds; 0 where none waits. */
  readonly oldest: number;
}

/** What waited all of a look on both endpoints; null where nobody measured it. */
export interface Backlogs {
  readonly champion: Backlog | null;
  readonly challenger: Backlog | null;
}

/** One arm's requests of some periods, and what is known of them now. */
export interface CohortCounts extends ArmCounts {
  readonly requests: number;
  /** Where outcomes are values: `trials` is their number then, and `successes` 0. */
  readonly values?: ValueSums;
  /** Outcomes of the segments that requests belong to, by name. */
  readonly segments?: Readonly<Record<string, ArmCounts>>;
}

/** The requests of a time in which the traffic was divided in one way, as they are known now. */
export interface Cohort {
  /** ISO 8601 UTC: when that way began. */
  readonly since: string;
  readonly champion: CohortCounts;
  readonly challenger: CohortCounts;
}

/** How much one arm's periods differ from each other. */
export interface ArmDispersions {
  readonly outcomes: Dispersion;
  readonly errors: Dispersion;
  readonly slow: Dispersion;
  /** Absent where no guard asks. */
  readonly coldStarts?: Dispersion;
}

/** Both variants over the same complete periods. */
export interface LookMetrics {
  /** ISO 8601 UTC; start inclusive, end exclusive. */
  readonly start: string;
  readonly end: string;
  readonly champion: VariantMetrics;
  readonly challenger: VariantMetrics;
  /** Where requests wait to be answered. */
  readonly backlogs?: Backlogs;
  /** The challenger's queue was not measured in all periods since the warm-up: what else is counted of them may lack too. */
  readonly queueHasGaps?: true;
  /** What is known by the time of the request; absent in looks of before 0.2, whose outcomes count by when they arrived. */
  readonly requests?: RequestsRead;
}

/** What is read of a trial: the first challenger beside the champion, and of several each of the others beside it. */
export interface LookOfAll extends LookMetrics {
  readonly others?: readonly LookMetrics[];
}

/** A look's counts by the time of the request. */
export interface RequestsRead {
  /** All that this trial has had so far, the one that goes on last. */
  readonly cohorts: readonly Cohort[];
  /** Requests that have become old enough since the look before for their outcomes to be known. */
  readonly matured: {
    /** ISO 8601 UTC, end exclusive. */
    readonly until: string;
    readonly champion: CohortCounts;
    readonly challenger: CohortCounts;
  };
  /** What the guards judge: this look's periods without the warm-up's. */
  readonly warm: { readonly champion: GuardCounts; readonly challenger: GuardCounts };
  readonly dispersions: { readonly champion: ArmDispersions; readonly challenger: ArmDispersions };
  /** Of the units that outcomes belong to, over the trial so far; 1 where each request is one of its own. */
  readonly unitDesignEffect: number;
  /** Absent in entries of before the split was checked. */
  readonly split?: SplitRead;
}
