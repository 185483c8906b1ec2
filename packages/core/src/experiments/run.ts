/** How a run of an experiment is, in MLflow's words. */
export type RunStatus = "RUNNING" | "FINISHED" | "FAILED";

/** One value of a metric. */
export interface MetricPoint {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** A retraining or a rollout, as a tracking server keeps it: what a ledger says of it so far. */
export interface Run {
  /** The same for the same retraining or rollout, and no other's; the value of the tag `driftwheel.run`. */
  readonly key: string;
  readonly name: string;
  readonly status: RunStatus;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly endTime: number | null;
  /** Never change once they are there, because no server lets them. */
  readonly params: Readonly<Record<string, string>>;
  /** In the order of their steps, and for each key in the order of step and time, no two at the same. */
  readonly metrics: readonly MetricPoint[];
  readonly tags: Readonly<Record<string, string>>;
  /** Sequences of the entries that say something of it. */
  readonly entries: readonly number[];
}

/** By which a run is found. */
export const runTag = "driftwheel.run";

/** The last entry that a run tells of: by it a writer knows that another has read more of the ledger. */
export const lastEntryTag = "driftwheel.last-entry";
