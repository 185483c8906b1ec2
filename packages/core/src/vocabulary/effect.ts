import type { ExpectedEndpoint, SoleConfig } from "./endpoint-expectation.ts";
import type { AlertLink, Entry } from "./entry.ts";
import type { Resources } from "./resources.ts";
import type { PackagePlan, RetrainingJob, StoppableJob } from "./retraining-job.ts";
import type { VariantScaling } from "./scaling.ts";
import type { Severity } from "./severity.ts";
import type { ChallengerVariant } from "./trial/challengers.ts";
import type { GuardedDeployment } from "./trial/guarded-deployment.ts";
import type { ModelRouteChange } from "./trial/paired-runs.ts";
import type { Apart, Route } from "./trial/route.ts";

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
  /** What it is about outside, and the sequence of the entry that it tells of; absent in alerts of before 0.4. */
  readonly resources?: Resources;
  readonly about?: number;
  /** For filter policies: `model`, `severity`, `kind`, and `entry` to recognise a repeat by. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Answers `{ execution }`, the execution's ARN. */
export interface StartPipeline extends Named {
  readonly kind: "start-pipeline";
  readonly pipeline: string;
  readonly displayName: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The MLflow experiment of the pipeline's own runs; its own unless given. */
  readonly experiment?: string;
}

/** Answers `{ execution }`: the job's ARN, or the execution's; of a function, the name that it was called with. */
export interface StartRetraining extends Named {
  readonly kind: "start-retraining";
  readonly job: RetrainingJob;
}

/** Stop a job whose result nobody waits for any more; one that has ended is left as it is. */
export interface StopTraining extends Named {
  readonly kind: "stop-training";
  readonly job: StoppableJob;
}

/** Register what a job trained. Answers `{ package }`, the version's ARN. */
export interface RegisterPackage extends Named {
  readonly kind: "register-package";
  readonly plan: PackagePlan;
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

/** Every act on an endpoint says what it expects to find there, and is not done on anything else. */
interface ChangesEndpoint extends Named {
  readonly endpoint: string;
  readonly expected: ExpectedEndpoint;
}

/**
 * Put champion and challenger on the endpoint: a model from the challenger's package, a config derived from
 * `fromConfig` (its first variant is the template), then the update. Every name is fixed beforehand.
 */
export interface DeployTrial extends ChangesEndpoint {
  readonly kind: "deploy-trial";
  readonly fromConfig: string;
  readonly config: string;
  readonly challengerModel: string;
  readonly challengerPackage: string;
  readonly championVariant: string;
  readonly challengerVariant: string;
  readonly championWeight: number;
  /** Of each challenger, where there are several. */
  readonly challengerWeight: number;
  /** Challengers beside it; absent where there are none. */
  readonly others?: readonly ChallengerVariant[];
  /** The part of the requests that is copied to a challenger that answers nobody, percent; absent for one that takes traffic. */
  readonly shadowShare?: number;
}

/**
 * Let SageMaker replace the model of the sole variant, by its guardrails: a model from the challenger's package, a config like
 * `fromConfig` with it, then the update.
 */
export interface DeployGuarded extends ChangesEndpoint {
  readonly kind: "deploy-guarded";
  readonly fromConfig: string;
  readonly config: string;
  readonly challengerModel: string;
  readonly challengerPackage: string;
  readonly variant: string;
  readonly deployment: GuardedDeployment;
}

/** Make one variant of `fromConfig` the sole variant: a new config, then the update. */
export interface DeployWinner extends ChangesEndpoint {
  readonly kind: "deploy-winner";
  readonly fromConfig: string;
  readonly config: string;
  readonly variant: string;
}

/** Go back to the config before the trial, or to one like it when that was deleted. */
export interface RestoreConfig extends ChangesEndpoint {
  readonly kind: "restore-config";
  readonly config: string;
  /** Null when there is nothing to make it from. */
  readonly anew: SoleConfig | null;
}

export interface ShiftWeights extends ChangesEndpoint {
  readonly kind: "shift-weights";
  readonly weights: Readonly<Record<string, number>>;
}

/** Give a variant a scaling, or take it off, unless it has or lacks it already. */
export interface SetScaling extends ChangesEndpoint {
  readonly kind: "set-scaling";
  readonly variant: string;
  /** Null to take it off. */
  readonly scaling: VariantScaling | null;
  /** What is found there when nobody has changed it meanwhile; null when it does not matter. */
  readonly before: VariantScaling | null;
}

/** Give a variant more instances; one that has more already keeps them. */
export interface RaiseCapacity extends ChangesEndpoint {
  readonly kind: "raise-capacity";
  readonly variant: string;
  readonly instances: number;
}

/**
 * Give the challenger an endpoint of its own: a model from its package, a config like `fromConfig` with one variant, then
 * the endpoint, with the tag by which its events are known. `endpoint` is the model's own, which is not changed.
 */
export interface CreateEndpoint extends ChangesEndpoint {
  readonly kind: "create-endpoint";
  readonly apart: Apart;
  readonly fromConfig: string;
  readonly config: string;
  readonly challengerModel: string;
  readonly challengerPackage: string;
  readonly championVariant: string;
  readonly challengerVariant: string;
}

/** Say where callers ask, unless the parameter says so already. */
export interface SetRoute extends ChangesEndpoint {
  readonly kind: "set-route";
  readonly apart: Apart;
  readonly route: Route;
  /** What may be found there; null for no parameter. */
  readonly expectedRoutes: readonly (Route | null)[];
}

/** Say which model transform jobs use, unless the parameter says so already; the model is made first where it has to be. */
export interface SetModelRoute extends ChangesEndpoint, ModelRouteChange {
  readonly kind: "set-model-route";
}

/**
 * Have the challenger transform the input of another transform job, as that one was asked to, but for what it captures. The
 * challenger's model is made first unless it is there. A job of that name is the same one, and is left to run.
 */
export interface CreateTransformJob extends Named {
  readonly kind: "create-transform-job";
  readonly job: string;
  /** The job whose input it is. */
  readonly of: string;
  /** `s3://bucket/prefix/` */
  readonly output: string;
  readonly uses: string;
  readonly package: string;
  /** What the other job must have used, whose role and network the challenger's model has. */
  readonly championModel: string;
}

/** Stop a challenger's transform job whose time is over; one that has ended is left as it is. */
export interface StopTransformJob extends Named {
  readonly kind: "stop-transform-job";
  readonly job: string;
}

/** Delete the challenger's own endpoint, to which no route leads any more, and its config. */
export interface DeleteEndpoint extends Named {
  readonly kind: "delete-endpoint";
  readonly apart: Apart;
  /** What the endpoint has unless someone else changed it. */
  readonly config: string;
  /** ARN of the version that it was created for: what is there of another is not Driftwheel's. */
  readonly challengerPackage: string;
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
  | StartRetraining
  | StopTraining
  | RegisterPackage
  | SetApproval
  | StartRollout
  | DeployTrial
  | DeployGuarded
  | DeployWinner
  | RestoreConfig
  | ShiftWeights
  | SetScaling
  | RaiseCapacity
  | CreateEndpoint
  | SetRoute
  | SetModelRoute
  | CreateTransformJob
  | StopTransformJob
  | DeleteEndpoint
  | MarkPackage;

export type EffectKind = Effect["kind"];

export type EndpointEffect =
  | DeployTrial
  | DeployGuarded
  | DeployWinner
  | RestoreConfig
  | ShiftWeights
  | SetScaling
  | RaiseCapacity
  | CreateEndpoint
  | SetRoute
  | SetModelRoute;

export const endpointEffects = [
  "deploy-trial",
  "deploy-guarded",
  "deploy-winner",
  "restore-config",
  "shift-weights",
  "set-scaling",
  "raise-capacity",
  "create-endpoint",
  "set-route",
  "set-model-route",
] as const satisfies readonly EndpointEffect["kind"][];

export function changesEndpoint(effect: Effect): effect is EndpointEffect {
  return endpointEffects.some((kind) => kind === effect.kind);
}

/** What the outside said, small and flat; it is written into the ledger. */
export type EffectAnswer = Readonly<Record<string, string>>;
