/** What instances are used for: AWS asks a price of each. */
type InstanceUse = "training" | "processing" | "transform" | "hosting";

/** Where instances have volumes that are paid for beside them. */
export type VolumeUse = "training" | "processing" | "hosting" | "notebook" | "studio";

/** What a function runs on. */
export type Architecture = "arm64" | "x86_64";

/** Instances of one type that one job had, or one variant. */
export interface UsedInstances {
  /** Name of the job or variant. */
  readonly by: string;
  readonly use: InstanceUse;
  /** `ml.m5.large`. */
  readonly instanceType: string;
  readonly count: number;
  /** Seconds that are paid for, of each instance: of spot capacity fewer than it ran. */
  readonly seconds: number;
  /** The volume of each instance, as it was asked for; absent where none was. */
  readonly volume?: {
    readonly gigabytes: number;
    /** That it was there: of spot capacity all that it ran. */
    readonly seconds: number;
  };
}

/** All uses of one type together, and what they cost. */
export interface CostItem {
  readonly use: InstanceUse;
  readonly instanceType: string;
  /** How many jobs or variants. */
  readonly count: number;
  readonly instanceSeconds: number;
  /** Millionths of a dollar; null where no price is known. */
  readonly perHour: number | null;
  readonly micros: number | null;
}

/** The volumes of all instances of one use, and what they cost. */
export interface VolumeItem {
  readonly use: InstanceUse;
  readonly gigabyteSeconds: number;
  /** Millionths of a dollar; null where no price is known. */
  readonly perGigabyteMonth: number | null;
  readonly micros: number | null;
}

/** What a retraining had of instances, as far as it can be known. */
export interface RetrainingUsageFact {
  /** Its `retraining-requested`, as it was asked for. */
  readonly of: number;
  /** Where it ran; null when nothing did. */
  readonly region: string | null;
  readonly used: readonly UsedInstances[];
  /** What may be known later: it still runs, or could not be read. */
  readonly unread: readonly string[];
  /** What will never be known, and why. */
  readonly unknown: readonly string[];
}

/** What an endpoint config gives a variant. */
export interface VariantInstances {
  readonly instanceType: string;
  readonly count: number;
  /** Gigabytes of the volume of each; absent where the config names none. */
  readonly volume?: number;
}

/** Autoscaling gave a variant another number of instances. */
export interface CapacityChange {
  /** When it began, ISO 8601 UTC. */
  readonly from: string;
  /** When it was done; null while it is not. */
  readonly until: string | null;
  readonly count: number;
}

/** What the variants of a trial's endpoint config have. */
export interface TrialVariantsFact {
  /** Its `rollout-started`, as it was asked for. */
  readonly of: number;
  readonly region: string | null;
  /** By name; one without instances of its own is absent. */
  readonly variants: Readonly<Record<string, VariantInstances>>;
  /** What autoscaling did to them; one that it left alone is absent. */
  readonly changes: Readonly<Record<string, readonly CapacityChange[]>>;
  /** Why that cannot be read now; null when it could. */
  readonly changesUnread: string | null;
  /** False where there is no such config, or not any more. */
  readonly exists: boolean;
  /** Why variants cannot be read now; null when they could. */
  readonly unread: string | null;
}

/** Whose instances are asked for when a retraining, or a trial in transform jobs, has ended. */
export type RetrainingSource =
  | { readonly kind: "pipeline"; readonly execution: string }
  | {
      readonly kind: "training-job" | "tuning-job" | "automl-job" | "transform-job";
      /** More than one where another one went on in an interrupted one's place. */
      readonly names: readonly string[];
    };

/** The job of a run of Model Monitor. */
export interface MonitorJob {
  readonly used: readonly UsedInstances[];
  /** Another job ran before it that joins answers with ground truth, of which nothing is known. */
  readonly joined: boolean;
}

/** How long one of Driftwheel's functions ran in a month, for all models together. */
export interface FunctionTime {
  /** `sweep`. */
  readonly name: string;
  readonly architecture: Architecture;
  readonly megabytes: number;
  readonly milliseconds: number;
  readonly requests: number;
}

/** A model's share of what a function cost. */
export interface FunctionItem extends FunctionTime {
  /** From 0 to 1. */
  readonly share: number;
  /** Millionths of a dollar, of the share; null where no price is known. */
  readonly micros: number | null;
}

/** What the deployment's functions ran in a month. */
export interface FunctionTimesFact {
  /** As it was asked for: `2026-11`. */
  readonly month: string;
  readonly region: string | null;
  /** Those that ran. */
  readonly functions: readonly FunctionTime[];
  /** How many of the fleet's models there are, Driftwheel's own monitor watches, and ground truth judges. */
  readonly models: { readonly all: number; readonly watched: number; readonly judged: number };
  /** Rows that the monitor read for all of them; null where that is not known. */
  readonly rows: number | null;
  /** Why it cannot be read now; null when it could. */
  readonly unread: string | null;
}
