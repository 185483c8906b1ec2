import type { ValueSums } from "../../stats/sequential/mean-process.ts";
import type { Backlog, VariantMetrics } from "./look-metrics.ts";

/** So many outcomes, errors and slow answers carry the information of one that is independent of all others; 1 or more. */
export interface DesignEffects {
  readonly outcomes: number;
  readonly errors: number;
  readonly slow: number;
  /** Absent where no guard asks. */
  readonly coldStarts?: number;
}

/** A champion's queue on the day before a trial, in stretches as long as a look. */
export interface QueueHistory extends Backlog {
  /** Requests an hour, on average. */
  readonly answeredPerHour: number;
  /** How many times more their number differs from stretch to stretch than chance alone makes it; 1 or more. */
  readonly designEffect: number;
}

/** The champion before the rollout: what the referee is seeded with. Rates are shares, latency microseconds. */
export interface ChampionHistory {
  readonly rate: number;
  /** How many outcomes the rate stands for, at most 100; 0 when there were none. */
  readonly weight: number;
  readonly errorRate: number;
  readonly latency: number | null;
  /** What the rates are of. Absent in entries of before 0.2. */
  readonly seen?: Pick<VariantMetrics, "trials" | "successes" | "invocations" | "errors">;
  /** Absent in entries of before 0.2. */
  readonly designEffects?: DesignEffects;
  /** How old its requests were when their outcomes were known, milliseconds; null when it had none. */
  readonly maturity?: number | null;
  /** The share of its requests of that age that had an outcome. */
  readonly labelled?: number;
  /** "failure" where only good outcomes are told: old requests that have none are bad then. */
  readonly missing?: "unknown" | "failure";
  /** What its outcomes are where they are values and neither good nor bad; absent otherwise. */
  readonly values?: {
    readonly better: "higher" | "lower";
    /** Smallest difference that matters, as a share of the mean. */
    readonly minimumEffect: number;
    /** All values are brought within these bounds. */
    readonly low: number;
    readonly high: number;
    /** Those before the trial, weighed as at most 100. */
    readonly past: ValueSums;
  };
  /** The most that waited all of a stretch; absent where nothing queues, and where nobody measured it. */
  readonly queue?: QueueHistory;
  /** Whether its traffic or its rate goes up and down with the day; "unknown" when less than a day is known. */
  readonly cycle?: "daily" | "none" | "unknown";
}
