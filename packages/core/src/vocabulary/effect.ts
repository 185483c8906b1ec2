import type { AlertLink, Entry, Severity } from "./entry.ts";

/**
 * An act on the outside, named by an entry, safe to repeat. `token` is derived from the entry alone, so
 * the same entry always asks with the same token, name or expected state.
 */
interface Named {
  readonly model: string;
  /** The entry that asks for it. */
  readonly sequence: number;
  readonly token: string;
}

/** Announce an entry on Driftwheel's own bus. */
export interface PublishEntry extends Named {
  readonly kind: "publish-entry";
  readonly entry: Entry;
}

export interface SendAlert extends Named {
  readonly kind: "send-alert";
  readonly severity: Severity;
  /** When and why the entry that asks for it was written. */
  readonly at: string;
  readonly because: string;
  /** What it is: news, its end, or a page that nobody acknowledged. */
  readonly event: "raised" | "resolved" | "escalated";
  /** The same for all that is told of one condition. */
  readonly key: string;
  /** At most 100 characters, one line. */
  readonly subject: string;
  readonly body: string;
  /** Not signed yet. */
  readonly links: readonly AlertLink[];
  /** For filter policies: `model`, `severity`, `kind`, and `entry` to recognise a repeat by. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Answers `{ execution }`, the execution's ARN. */
export interface StartPipeline extends Named {
  readonly kind: "start-pipeline";
  readonly pipeline: string;
  readonly displayName: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface SetApproval extends Named {
  readonly kind: "set-approval";
  readonly package: string;
  readonly approval: "Approved" | "Rejected";
  readonly description: string;
}

/** Start the durable function. Answers `{ execution }`. */
export interface StartRollout extends Named {
  readonly kind: "start-rollout";
  readonly rollout: string;
  /** 1 to 64 characters; a second start under the same name starts nothing. */
  readonly executionName: string;
}

/**
 * Put champion and challenger on the endpoint: a model from the challenger's package, a config derived from
 * `fromConfig` (its first variant is the template), then the update. Every name is fixed beforehand.
 */
export interface DeployTrial extends Named {
  readonly kind: "deploy-trial";
  readonly endpoint: string;
  readonly fromConfig: string;
  readonly config: string;
  readonly challengerModel: string;
  readonly challengerPackage: string;
  readonly championVariant: string;
  readonly challengerVariant: string;
  readonly championWeight: number;
  readonly challengerWeight: number;
}

/** Make one variant of `fromConfig` the sole variant: a new config, then the update. */
export interface DeployWinner extends Named {
  readonly kind: "deploy-winner";
  readonly endpoint: string;
  readonly fromConfig: string;
  readonly config: string;
  readonly variant: string;
}

/** Go back to a config that exists. */
export interface RestoreConfig extends Named {
  readonly kind: "restore-config";
  readonly endpoint: string;
  readonly config: string;
}

export interface ShiftWeights extends Named {
  readonly kind: "shift-weights";
  readonly endpoint: string;
  readonly weights: Readonly<Record<string, number>>;
}

/** Write a package's life cycle (`ModelLifeCycle`). */
export interface MarkPackage extends Named {
  readonly kind: "mark-package";
  readonly package: string;
  readonly stage: string;
  readonly stageStatus: string;
  readonly description: string;
}

export type Effect =
  | PublishEntry
  | SendAlert
  | StartPipeline
  | SetApproval
  | StartRollout
  | DeployTrial
  | DeployWinner
  | RestoreConfig
  | ShiftWeights
  | MarkPackage;

export type EffectKind = Effect["kind"];

/** What the outside said, small and flat; it is written into the ledger. */
export type EffectAnswer = Readonly<Record<string, string>>;
