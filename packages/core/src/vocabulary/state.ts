import type { EProcess } from "../stats/sequential/block-e-process.ts";
import type { MeanProcess } from "../stats/sequential/mean-process.ts";
import type { NotWorseProcess } from "../stats/sequential/not-worse-process.ts";
import type { RateRiseProcess } from "../stats/sequential/rate-rise.ts";
import type { RetrainingSource } from "./costs.ts";
import type { DriftWindow } from "./drift-window.ts";
import type { Effect } from "./effect.ts";
import type { ExpectedEndpoint } from "./endpoint-expectation.ts";
import type {
  ApprovalRoute,
  BakeLimits,
  EntryData,
  SkipReason,
  UnconfirmedReading,
  Undo,
  VersionReference,
} from "./entry.ts";
import type { VariantFact } from "./fact.ts";
import type { ExportJob, FreshDataMark, FreshDataReading, FreshDataTrouble } from "./fresh-data.ts";
import type { Identities } from "./identity/identities.ts";
import type { WindowProblem, WindowReading } from "./monitored-window.ts";
import type { JsonObject, RetrainingJobKind } from "./retraining-job.ts";
import type { VariantScaling } from "./scaling.ts";
import type { Severity } from "./severity.ts";
import type { ChallengerVariant, DroppedVariant } from "./trial/challengers.ts";
import type { ChampionHistory } from "./trial/champion-history.ts";
import type { GuardedDeployment } from "./trial/guarded-deployment.ts";
import type {
  ArmDispersions,
  Cohort,
  CohortCounts,
  GuardCounts,
  VariantMetrics,
} from "./trial/look-metrics.ts";
import type { PairedRun, PairedRunRead, PairedTrial } from "./trial/paired-runs.ts";
import type { Apart, Route } from "./trial/route.ts";
import type { PairedAnswers, ShadowBegun } from "./trial/shadow.ts";
import type { BatchState } from "./trial/transform-jobs.ts";

/** What the endpoint should look like, as far as Driftwheel knows. */
interface KnownEndpoint {
  readonly config: string;
  readonly variants: readonly VariantFact[];
}

export interface ConfirmedDrift {
  readonly sequence: number;
  readonly at: string;
  readonly window: DriftWindow;
  readonly since: string;
  readonly features: EntryData["drift-confirmed"]["features"];
  /** So many more at least; absent when `features` has them all. */
  readonly more?: number;
}

export interface DriftState {
  /** Windows since the last champion, newest last, at most 100 a schedule. */
  readonly windows: Readonly<Record<string, readonly DriftWindow[]>>;
  /** Windows that began before this do not count: another champion served then. */
  readonly countsFrom: string | null;
  /** When the champion that serves did so: a baseline belongs to a champion. */
  readonly serves: {
    /** Null for the first that the ledger knows. */
    readonly since: string | null;
    /** The same of the champion before it, to which an undo goes back. */
    readonly before: string | null;
    /** While another served, whose promotion was taken back; null when none did. */
    readonly except: { readonly from: string; readonly until: string } | null;
  };
  readonly confirmed: ConfirmedDrift | null;
  /** A retraining was asked for because of this drift, and neither it nor what it trained has failed so far. */
  readonly remedyUnderWay: boolean;
  /** The last reason for not retraining on this drift, so that it is told once. */
  readonly skipped: SkipReason | null;
}

/** How one schedule's windows came out, whatever they said about drift. */
export interface MonitoredSchedule {
  /** The newest window. */
  readonly last: WindowReading;
  /** The newest window that was judged; null while none was. */
  readonly lastJudged: WindowReading | null;
  /** End of the newest window that was judged in full; null while none was. */
  readonly soundUntil: string | null;
  /** The windows since then that were not, oldest first, each once; at most 336. */
  readonly troubled: readonly { readonly end: string; readonly reason: WindowProblem["reason"] }[];
}

/** That a subject is not watched, as people were told. */
export interface LostMonitoring {
  /** Of its `monitoring-lost`. */
  readonly sequence: number;
  readonly at: string;
  readonly since: string;
  readonly problem: WindowProblem;
}

export interface RunningRetraining {
  readonly sequence: number;
  /** What retrains; absent for a pipeline. */
  readonly job?: RetrainingJobKind;
  /** How often its spot capacity was taken back; absent while it never was. */
  readonly interruptions?: number;
  /** The request of a job on spot capacity, for what may go on from its checkpoint; absent for any other. */
  readonly spot?: JsonObject;
  /** The request of a tuning job, for the next one that starts warm; absent for any other. */
  readonly tuning?: JsonObject;
  readonly displayName: string;
  readonly requestedAt: string;
  readonly deadline: string;
  readonly execution: string | null;
  /** A version was registered since it was asked for. */
  readonly registered: boolean;
}

/** Data that no retraining has seen, as far as they are known. */
export interface FreshDataState {
  /** Where they come from: readings of another source say nothing of this one. */
  readonly source: string;
  /** Where they lie, `s3://...`; null before the first reading. */
  readonly place: string | null;
  /** Up to where they have been used; null before the first reading. */
  readonly mark: FreshDataMark | null;
  /** The same before the last retraining: it counts again should that one fail. */
  readonly before: FreshDataMark | null;
  /** When it was first read. */
  readonly since: string | null;
  /** When it was read last. */
  readonly readAt: string | null;
  /** What that found; null where a retraining has used it since. */
  readonly last: (FreshDataReading & { readonly sequence: number; readonly enough: boolean }) | null;
  /** The export job that ended last. */
  readonly lastJob: ExportJob | null;
  /** What people were told is in the way. */
  readonly lost: Readonly<
    Partial<Record<FreshDataTrouble, { readonly sequence: number; readonly since: string }>>
  >;
}

/** A retraining that succeeded, and of which no version has come. */
interface UnregisteredRetraining {
  /** Of the entry that it succeeded by. */
  readonly sequence: number;
  readonly execution: string;
  readonly since: string;
  /** It counts as failed by now. */
  readonly failed: boolean;
}

/** A tuning job that succeeded. */
export interface PastTuning {
  readonly name: string;
  readonly request: JsonObject;
}

export interface PastRetraining {
  /** Of its `retraining-requested`. */
  readonly sequence: number;
  readonly at: string;
  /** Dollars, as the policy estimated it. */
  readonly cost: number | null;
  /** What it cost, in millionths of a dollar; absent while nothing is known of it. */
  readonly paid?: {
    readonly micros: number;
    /** False when more may have been paid than is known. */
    readonly complete: boolean;
  };
}

/** For how long a variant was on the endpoint beside the one that serves. */
interface VariantStint {
  readonly variant: string;
  readonly from: string;
  readonly until: string;
  /** So many instances were asked for; null for as many as the config says. */
  readonly instances: number | null;
}

/** What has ended, and of which it is not written down yet what it cost. */
export type Unaccounted =
  | {
      readonly what: "retraining";
      /** Of its `retraining-requested`. */
      readonly of: number;
      /** When it ended. */
      readonly since: string;
      /** Null where it is not known, or not AWS's to tell, whose instances they were. */
      readonly source: RetrainingSource | null;
      /** Why there is no source. */
      readonly why: "never-started" | "execution-unknown" | "own" | null;
    }
  | {
      readonly what: "trial";
      /** Of its `rollout-started`. */
      readonly of: number;
      readonly since: string;
      /** Which has the instances; the champion's, where the challenger had an endpoint of its own. */
      readonly config: string;
      /** The challenger had an endpoint of its own, which nothing scaled. */
      readonly apart: boolean;
      /** The endpoint had the config. */
      readonly deployed: boolean;
      readonly stints: readonly VariantStint[];
      /** The challenger's transform jobs; absent where it had variants. */
      readonly jobs?: readonly string[];
    };

/** What runs, as far as its cost must know of it. */
export interface RunningCosts {
  readonly retraining: {
    readonly of: number;
    readonly kind: RetrainingJobKind | "pipeline";
    readonly names: readonly string[];
    readonly execution: string | null;
  } | null;
  readonly trial: {
    readonly of: number;
    readonly config: string;
    readonly apart: boolean;
    readonly challenger: string;
    readonly champion: string;
    readonly deployed: boolean;
    /** Over already. */
    readonly stints: readonly VariantStint[];
    readonly current: Omit<VariantStint, "until">;
    /** Those of other challengers, also of dropped ones: their instances stay until the trial's config goes. */
    readonly others: readonly Omit<VariantStint, "until">[];
    /** The challenger's transform jobs; absent where it has variants. */
    readonly jobs?: readonly string[];
  } | null;
}

/** What monitoring had in a month. */
export interface MonthOfUpkeep {
  /** Rows that Driftwheel's own monitor read. */
  readonly rows: number;
  /** Model Monitor's jobs, by type. */
  readonly jobs: readonly {
    readonly instanceType: string;
    readonly runs: number;
    readonly instanceSeconds: number;
    readonly gigabyteSeconds: number;
  }[];
  /** How many of them came after a job that joins ground truth. */
  readonly joined: number;
}

export type CandidateStage =
  | "registered"
  | "accepted"
  | "rejected"
  | "approval-requested"
  | "approved"
  | "approval-rejected"
  | "on-trial"
  | "promoted"
  | "rolled-back"
  | "superseded";

export interface ApprovalDecision {
  readonly by: string;
  readonly route: ApprovalRoute;
  readonly at: string;
}

export interface Candidate extends VersionReference {
  readonly stage: CandidateStage;
  /** Sequence of the entry that put it in this stage. */
  readonly sequence: number;
  /** When a person's approval must have come, or null. */
  readonly approvalDeadline: string | null;
  /** Who approved or rejected it last, or null while nobody has. */
  readonly decided: ApprovalDecision | null;
  /** What was known of it before an undo brought it back; null when nothing was. Absent outside an undo. */
  readonly beforeUndo?: Candidate | null;
}

/** The referee's memory: one e-process for each question. */
export interface Referee {
  readonly better: EProcess;
  readonly worse: EProcess;
  readonly notWorse: NotWorseProcess;
  readonly errors: EProcess;
  readonly slow: EProcess;
  /** Do its requests wait for new compute more often? Absent where no guard asks. */
  readonly coldStarts?: EProcess;
  /** Where outcomes are values, these questions are asked of them; null otherwise. */
  readonly values: {
    readonly better: MeanProcess;
    readonly worse: MeanProcess;
    readonly notWorse: MeanProcess;
  } | null;
  /** Is it worse in a segment? By the segment's name. */
  readonly segments: Readonly<Record<string, EProcess>>;
  /** Smallest difference of outcomes that matters, which a segment's question begins with. */
  readonly minimumEffect: number;
  /** Does the challenger have outcomes of a larger, or of a smaller part of its requests? */
  readonly labels: { readonly more: EProcess; readonly fewer: EProcess };
  /** Requests of both arms that are old enough for their outcomes to be known. */
  readonly matured: { readonly champion: CohortCounts; readonly challenger: CohortCounts };
  readonly dispersions: { readonly champion: ArmDispersions; readonly challenger: ArmDispersions };
  /** Of the units that outcomes belong to; 1 where each request is one of its own. */
  readonly unitDesignEffect: number;
}

/** The requests of a time in which the traffic was divided in one way, as the last look knew them. */
export interface TrialCohort extends Cohort {
  /** When that way ended, ISO 8601; null while it goes on. */
  readonly until: string | null;
  /** The challenger's share in percent that was asked for; null where a person has seen what was served, and went on. */
  readonly asked: number | null;
}

/** The one change of the endpoint that may be in flight. */
export interface EndpointChange {
  readonly sequence: number;
  readonly deadline: string;
  /** The config that the endpoint must report when the change is done. */
  readonly config: string;
  /** The config before it. */
  readonly before: string;
  /** Another that will do as well, made anew where the first was deleted; null when only the first will. */
  readonly orConfig: string | null;
  readonly weights: Readonly<Record<string, number>> | null;
  /** So many instances these variants must have at least. */
  readonly instances: Readonly<Record<string, number>>;
  /** What the route must be in a trial on two endpoints; null where it is not changed, and in a trial of variants. */
  readonly route: Route | null;
}

/** A promoted version that is still watched. */
export interface Bake {
  /** The sequence of its `rollout-promoted`. */
  readonly promotion: number;
  readonly until: string;
  readonly keepWarm: boolean;
  readonly line: number;
  /** So many its looks have counted. */
  readonly requests: number;
  readonly watched: { readonly [Watched in keyof BakeLimits]: RateRiseProcess | null };
  /** The team's transform jobs that ended well, whose labels are waited for; absent where nobody waits. */
  readonly runs?: RolloutPaired["runs"];
}

export type ArmTotals = Omit<VariantMetrics, "variant">;

/** How the variants of a trial are scaled, as far as the ledger has asked for it. */
export interface RolloutScaling {
  /** The champion's, as it was last seen: what the challenger gets, and what is put back. */
  readonly champion: VariantScaling;
  readonly given: boolean;
  /** The entry that asks for giving it to the challenger; null when none does. */
  readonly givenBy: number | null;
  /** The champion's was taken off for a promotion, and is to be put back unless that comes. */
  readonly takenOff: boolean;
  /** The entry that asks for putting it back, a hold or a way back; null when there is none. */
  readonly putBackBy: number | null;
}

/** The challenger as a shadow, which answers nobody. */
export interface RolloutShadow extends ShadowBegun {
  /** When copies of requests came to it first, and when its time is over, ISO 8601; null before the endpoint has settled. */
  readonly since: string | null;
  readonly deadline: string | null;
  /** It takes traffic from now on, or is about to. */
  readonly over: boolean;
  readonly errors: EProcess;
  readonly slow: EProcess;
  /** What the looks have counted of both, after the warm-up. */
  readonly champion: GuardCounts;
  readonly challenger: GuardCounts;
  /** What the last look knew of their answers; null before the first. */
  readonly answers: PairedAnswers | null;
}

/** The challenger in transform jobs of its own, on the inputs of the team's. */
export interface RolloutPaired extends PairedTrial {
  /** In the order of time, each with what was read of it last; null before. */
  readonly runs: readonly (PairedRun & {
    /** Of its `paired-run-started`. */
    readonly sequence: number;
    readonly read: PairedRunRead | null;
  })[];
}

type RolloutPhase =
  | "deploying"
  | "shadowing"
  | "preparing"
  | "looking"
  | "shifting"
  | "promoting"
  | "baking"
  | "rolling-back"
  | "held";

export interface Rollout {
  readonly rollout: string;
  readonly sequence: number;
  readonly startedAt: string;
  readonly deadline: string;
  readonly executions: number;
  readonly phase: RolloutPhase;
  /** Where there are several, the first; what the trial has counted below is of it and the champion. */
  readonly challenger: ChallengerVariant;
  readonly others: readonly OtherChallenger[];
  /** Challengers that were dropped while others went on. */
  readonly dropped: readonly DroppedVariant[];
  /** With so many challengers it began: they share the probability of errors. */
  readonly among: number;
  readonly champion: EntryData["rollout-started"]["champion"];
  readonly endpoint: string;
  readonly originalConfig: string;
  /** How the config before the trial divides the traffic; null when that is not known. */
  readonly originalWeights: ExpectedEndpoint["weights"];
  readonly trialConfig: string;
  /** What the winner serves with, once it serves alone. */
  readonly soleConfig: string;
  /** The challenger's share in percent; of several challengers each one's. */
  readonly weight: number;
  /** What the endpoint may be of Driftwheel's own making: what it was when it last settled, and all that was asked for since. */
  readonly mayHave: { readonly configs: readonly string[]; readonly weights: ExpectedEndpoint["weights"] };
  /** Set when the challenger has an endpoint of its own, whose config `trialConfig` is; null in a trial of variants. */
  readonly apart:
    | (Apart & {
        /** What the route may be of Driftwheel's own making; null for no parameter. */
        readonly routes: readonly (Route | null)[];
      })
    | null;
  readonly looks: number;
  /**
   * Where the next look begins, ISO 8601: the end of the last one, or the moment when the endpoint got its weights,
   * so that every look is of one set of weights. Null before the endpoint has settled.
   */
  readonly readUntil: string | null;
  /** In the order of time. */
  readonly cohorts: readonly TrialCohort[];
  /** Requests of before are old enough for their outcomes to be known, and were judged so; ISO 8601, null before the first look. */
  readonly maturedUntil: string | null;
  /** What the looks have counted since the traffic was divided as it is, after the warm-up. */
  readonly sinceShift: { readonly champion: ArmTotals; readonly challenger: ArmTotals };
  readonly history: ChampionHistory;
  /** The probability of a false promotion that it may have. */
  readonly alpha: number;
  readonly referee: Referee;
  readonly totals: {
    readonly champion: { readonly trials: number; readonly successes: number };
    readonly challenger: { readonly trials: number; readonly successes: number };
  };
  /** All that the looks counted of the champion. */
  readonly championSeen: ArmTotals;
  /** And of the challenger: a trial that nobody asked anything proves nothing, whatever its deadline says. */
  readonly challengerSeen: ArmTotals;
  /** Set from the promotion on, where the policy wants it watched; null before, and where it does not. */
  readonly bake: Bake | null;
  /** Null for a challenger that never was a shadow. */
  readonly shadow: RolloutShadow | null;
  /** Set for a challenger that answers in transform jobs. */
  readonly paired: RolloutPaired | null;
  readonly change: EndpointChange | null;
  /** Why it ends with the old champion, once that is decided: from then on it ends in no other way. */
  readonly rollBackReason: string | null;
  /** How often the way back was asked for. */
  readonly rollBacks: number;
  /** What it takes back when it is an undo, which nobody looks at; null for a trial. */
  readonly undoes: Undo | null;
  /** How SageMaker deploys it under the champion's variant name; null for a trial of two variants. */
  readonly guardrails: GuardedDeployment | null;
  /** Null when the champion is not scaled. */
  readonly scaling: RolloutScaling | null;
  /** People's alarms on the champion's variant. */
  readonly alarms: readonly string[];
  /** What follows when the challenger is prepared. */
  readonly prepared: { readonly to: number; readonly reason: string } | null;
  /** When anything was last heard of its execution. */
  readonly lastSign: string;
  /** Why the next look could not be read, when it was tried last; null when it was not, or could be. */
  readonly failedLook: string | null;
}

/** What a trial has counted of one challenger and the champion, and the evidence of it. */
export type TrialCounts = Pick<
  Rollout,
  | "readUntil"
  | "cohorts"
  | "maturedUntil"
  | "sinceShift"
  | "history"
  | "alpha"
  | "referee"
  | "totals"
  | "championSeen"
  | "challengerSeen"
>;

/** One of several challengers, which is compared with the champion by counts of its own. */
type OtherChallenger = TrialCounts & Pick<Rollout, "challenger">;

/** What trials have come to. */
export interface PastTrials {
  /** Those that started within a year, oldest first. */
  readonly trials: readonly { readonly startedAt: string; readonly promoted: boolean }[];
  /** How much promotions have lost of the best champion's rate or mean value, and what it was before the last one; shares. */
  readonly givenUp: number;
  readonly givenUpBefore: number;
}

/** The last promotion, and what served before it: what an undo goes back to. */
interface Promotion {
  /** Of its `rollout-promoted`. */
  readonly sequence: number;
  readonly at: string;
  readonly promoted: VersionReference;
  /** The champion before; its package is null when its model was made from none. */
  readonly before: EntryData["rollout-started"]["champion"];
  /** The endpoint before. */
  readonly endpointBefore: KnownEndpoint;
  /** When it was taken back, and who asked for that, if anyone did; null while it holds. */
  readonly undone: { readonly by: string | null; readonly at: string } | null;
}

export interface OutboxItem {
  readonly effect: Effect;
  /** When its entry was written. */
  readonly since: string;
  /** When the outside first refused what is tried again all the same, and until when; null while nothing was refused. */
  readonly refused: { readonly since: string; readonly until: string | null } | null;
}

/** An alert whose condition still holds. */
export interface OpenAlert {
  /** Of its `alert-raised`. */
  readonly sequence: number;
  readonly about: number;
  readonly aboutKind: string;
  readonly severity: Severity;
  readonly at: string;
  readonly subject: string;
  readonly acknowledgedBy: string | null;
  readonly escalated: boolean;
}

/** A model's state: the fold of its entries, and nothing else. */
export interface State {
  readonly model: string;
  /** Sequence of the last entry; 0 for an empty ledger. */
  readonly sequence: number;
  /** Sequence of the last entry that changed how the model stands, and did not only tell or observe something. */
  readonly changedBy: number;
  /** Which signals were decided on. */
  readonly seen: Identities;
  /** Which commands were decided on; kept apart, so that no number of other signals makes one forgotten. */
  readonly commands: Identities;
  readonly paused: { readonly by: string; readonly reason: string; readonly since: string } | null;
  /** Set when the endpoint was changed by someone else: no touching until a person resumes. */
  readonly held: { readonly reason: string; readonly since: string } | null;
  readonly endpoint: KnownEndpoint | null;
  /** The newest version that ever served; 0 while none is known. What is older is no candidate, whatever serves now. */
  readonly newestServed: number;
  /** What the last readings of the endpoint say, against what is expected, and since when they all say so. */
  readonly unconfirmed: (UnconfirmedReading & { readonly since: string }) | null;
  readonly drift: DriftState;
  /** By schedule. */
  readonly monitored: Readonly<Record<string, MonitoredSchedule>>;
  /** What is not watched now, by subject. */
  readonly unwatched: Readonly<Record<string, LostMonitoring>>;
  readonly retraining: RunningRetraining | null;
  /** The last retraining, while no version has come of it; null when one has, or none has ended well. */
  readonly unregistered: UnregisteredRetraining | null;
  readonly retrainings: readonly PastRetraining[];
  /** Null until data were first read for, or a job that exports them ended. */
  readonly freshData: FreshDataState | null;
  /** The last tuning job that retrained; null when it failed, or none has ended. */
  readonly lastTuning: PastTuning | null;
  readonly runningCosts: RunningCosts;
  /** Oldest first; at most 20. */
  readonly unaccounted: readonly Unaccounted[];
  readonly upkeep: {
    /** The last month of which it is written down what it cost, or the one before the ledger's first; null for an empty ledger. */
    readonly recorded: string | null;
    /** Later ones. */
    readonly months: Readonly<Record<string, MonthOfUpkeep>>;
  };
  /** When people were last told that little is left of the budget; null when they never were. */
  readonly budgetTold: string | null;
  /** By package ARN. */
  readonly candidates: Readonly<Record<string, Candidate>>;
  readonly rollout: Rollout | null;
  readonly rollouts: number;
  readonly batch: BatchState;
  readonly lastPromotion: Promotion | null;
  readonly pastTrials: PastTrials;
  /** Alerts that are not over, by key. */
  readonly alerts: Readonly<Record<string, OpenAlert>>;
  /** Effects that nobody has confirmed yet, in the order they were asked for. */
  readonly outbox: readonly OutboxItem[];
}

export function initialState(model: string): State {
  return {
    model,
    sequence: 0,
    changedBy: 0,
    seen: [],
    commands: [],
    paused: null,
    held: null,
    endpoint: null,
    newestServed: 0,
    unconfirmed: null,
    drift: {
      windows: {},
      countsFrom: null,
      serves: { since: null, before: null, except: null },
      confirmed: null,
      remedyUnderWay: false,
      skipped: null,
    },
    monitored: {},
    unwatched: {},
    retraining: null,
    unregistered: null,
    retrainings: [],
    freshData: null,
    lastTuning: null,
    runningCosts: { retraining: null, trial: null },
    unaccounted: [],
    upkeep: { recorded: null, months: {} },
    budgetTold: null,
    candidates: {},
    rollout: null,
    rollouts: 0,
    batch: { since: null, last: null, missed: null },
    lastPromotion: null,
    pastTrials: { trials: [], givenUp: 0, givenUpBefore: 0 },
    alerts: {},
    outbox: [],
  };
}

/** True when the time that a person had to approve the version is over. */
export function isOverdue({ stage, approvalDeadline }: Candidate, now: Date): boolean {
  return (
    stage === "approval-requested" &&
    approvalDeadline !== null &&
    now.getTime() > Date.parse(approvalDeadline)
  );
}

/** The package that serves now: the endpoint's only (or heaviest) variant's. Null when unknown. */
export function championPackage(state: State): string | null {
  return heaviestVariant(state.endpoint?.variants ?? [])?.package ?? null;
}

/** The variant with most of the traffic: outside a trial the only one, at its start the champion. */
export function heaviestVariant(variants: readonly VariantFact[]): VariantFact | undefined {
  return variants.toSorted((one, other) => other.weight - one.weight)[0];
}

/** `.../model-package/frost/3` -> 3; null for anything else. */
export function packageVersion(arn: string | null): number | null {
  const match = /:model-package\/[^/]+\/(\d+)$/.exec(arn ?? "");
  return match ? Number(match[1]) : null;
}
