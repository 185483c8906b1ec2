import type { ValueSums } from "../stats/sequential/mean-process.ts";
import type { Command, CommandOrigin, CommandRoute } from "./command.ts";
import type { CostItem, FunctionItem, MonitorJob, VolumeItem } from "./costs.ts";
import type { DriftFeature, DriftWindow, WindowMeasures } from "./drift-window.ts";
import type { ExpectedEndpoint, FoundEndpoint, SoleConfig } from "./endpoint-expectation.ts";
import type { VariantFact } from "./fact.ts";
import type { ExportJob, FreshDataMark, FreshDataReading, FreshDataTrouble } from "./fresh-data.ts";
import type { WindowProblem, WindowReading } from "./monitored-window.ts";
import type { Resources } from "./resources.ts";
import type { PackagePlan, RetrainingJob, StoppableJob, TrainingSeconds } from "./retraining-job.ts";
import type { ScalingChange, VariantScaling } from "./scaling.ts";
import type { Severity } from "./severity.ts";
import type { ChallengerDropped, ChallengerVariant } from "./trial/challengers.ts";
import type { ChampionHistory, DesignEffects } from "./trial/champion-history.ts";
import type { GuardedDeployment } from "./trial/guarded-deployment.ts";
import type { Backlog, Backlogs, Cohort, RequestsRead, VariantMetrics } from "./trial/look-metrics.ts";
import type {
  ModelRouteChange,
  PairedDecision,
  PairedEvidence,
  PairedReading,
  PairedRun,
  PairedRunRead,
  PairedTrial,
} from "./trial/paired-runs.ts";
import type { Apart, Route, RouteChange } from "./trial/route.ts";
import type { ShadowBegun, ShadowDecision, ShadowEvidence, ShadowReading } from "./trial/shadow.ts";
import type { SplitCheck } from "./trial/split.ts";
import type { TransformJobEnd } from "./trial/transform-jobs.ts";

/** Evidence of the rollout's referee, natural logarithms of e-values. */
export interface Evidence {
  readonly better: number;
  readonly worse: number;
  /** Against "worse by the smallest difference that matters, or more". */
  readonly notWorse: number;
  readonly errors: number;
  readonly slow: number;
  /** That its requests wait for new compute more often; absent where no guard asks. */
  readonly coldStarts?: number;
  /** That the challenger is worse in a segment of the requests, by its name; absent where there are none. */
  readonly segments?: Readonly<Record<string, number>>;
}

export type LookDecision =
  | "promote"
  | "roll-back"
  | "shift"
  | "continue"
  | "not-enough-data"
  | "hold"
  | "deadline";

export interface GateCheck {
  /** Path in evaluation.json, `regression_metrics.mae.value`. */
  readonly metric: string;
  readonly passed: boolean;
  readonly candidate: number | null;
  readonly champion: number | null;
  /** The condition in words, `at most 3`. */
  readonly condition: string;
  /** What was compared with what, or what is missing and where. */
  readonly detail: string;
}

/** Where an approval or rejection came from: the registry itself, the policy, or a person's command. */
export type ApprovalRoute = "registry" | "policy" | CommandRoute;

/** Who decided where no person did: the policy's automatic approval, and the end of the time that people had. */
export const thePolicy = "the policy";
export const theDeadline = "the deadline";
/** Who paused a model that the fleet does not name any more. */
export const theFleet = "the fleet";

/** A link that an alert carries; signed when it is sent, so that no ledger holds a key to anything. */
export interface AlertLink {
  readonly label: string;
  readonly action: "explain" | "approve" | "reject" | "acknowledge";
  /** The entry that is explained, the approval's request, or the alert that is acknowledged. */
  readonly sequence: number;
  /** The model package that is approved or rejected. */
  readonly package: string | null;
  /** ISO 8601 UTC; the link is refused from then on. */
  readonly expires: string;
}

/** What people are told, at which severity. */
interface AlertContent {
  /** The same for everything told of one condition: what is told again, resolved or escalated is found by it. */
  readonly key: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly body: string;
  readonly links: readonly AlertLink[];
  /** What it is about outside; absent in entries of before 0.4. */
  readonly resources?: Resources;
}

/** An undo: the promotion that it takes back, and who asked for it. */
export interface Undo {
  /** The sequence of its `rollout-promoted`. */
  readonly promotion: number;
  readonly by: string;
}

/** The challenger's own endpoint, which is over with its trial, and the config that it has. */
interface GoneEndpoint {
  readonly apart: Apart;
  readonly config: string;
}

/** The share of bad answers that is no worse than the champion's, and the smallest rise above it that is looked for. */
export interface BakeLimit {
  readonly limit: number;
  readonly rise: number;
}

/** What a bake watches; null for what nobody asked to watch, or of which nothing was seen of the champion. */
export interface BakeLimits {
  /** Outcomes that are not good; of values how far they are from the better bound, as a share of the bounds' distance. */
  readonly outcomes: BakeLimit | null;
  readonly errors: BakeLimit | null;
  readonly slow: BakeLimit | null;
}

/** Evidence of harm by a promoted version, natural logarithms of e-values; null for what is not watched. */
export type BakeEvidence = { readonly [Watched in keyof BakeLimits]: number | null };

export interface VersionReference {
  readonly package: string;
  readonly version: number;
}

export type SkipReason =
  | "paused"
  | "held"
  | "one-already-running"
  | "rollout-in-progress"
  | "cooldown"
  | "budget"
  | "registers-nothing";

/** What one reading of the endpoint says and others must confirm, because answers of AWS may be stale. */
export interface UnconfirmedReading {
  readonly says: "changed" | "missing" | "failed" | "challenger-lost" | "taken-back" | "overdue" | "back";
  readonly found: FoundEndpoint;
}

/** One reading of what has come. */
export interface FreshDataObserved {
  readonly source: string;
  /** `s3://...` */
  readonly place: string;
  readonly reading: FreshDataReading;
  /** The first reading only says from where on files are new. */
  readonly answer: "begins" | "not-enough-yet" | "enough";
  /** What lies there already; of the first reading alone. */
  readonly mark?: FreshDataMark;
}

/** What is watched: a schedule's windows. */
type MonitoredSubject = string;

/** How a challenger is put beside the champion, and until when the trial of both may take. */
interface TrialDeployment {
  readonly rollout: string;
  readonly challenger: ChallengerVariant;
  readonly champion: { readonly package: string | null; readonly variant: string };
  readonly endpoint: string;
  readonly fromConfig: string;
  readonly config: string;
  /** Challenger's share of the traffic in percent; of several challengers each one's. */
  readonly weight: number;
  readonly deadline: string;
  readonly changeDeadline: string;
  readonly expected: ExpectedEndpoint;
}

/** What each kind of entry carries beside its sentence. */
export interface EntryData {
  "signal-observed": {
    readonly signal: string;
    readonly window?: DriftWindow;
    /** What came of a window that a monitor looked at. Absent in entries of before 0.3. */
    readonly reading?: WindowReading;
    /** What else the window showed. Absent where its report says no more, and in earlier ledgers. */
    readonly measures?: WindowMeasures;
    /** What a run of Model Monitor ran on; absent where costs are not written down. */
    readonly ran?: MonitorJob;
    /** A look of the running rollout that could not be read. */
    readonly failedLook?: { readonly look: number; readonly error: string };
    readonly endpoint?: { readonly config: string; readonly variants: readonly VariantFact[] };
    readonly settled?: { readonly config: string };
    /** A reading of the endpoint that is believed only once it has stayed; null when the next was another. */
    readonly unconfirmed?: UnconfirmedReading | null;
    /** What has come that no retraining has seen, and whether it is worth one. */
    readonly freshData?: FreshDataObserved;
    /** How a job ended that exports such data. */
    readonly exportJob?: { readonly source: string; readonly job: ExportJob };
  };
  "drift-confirmed": {
    readonly window: DriftWindow;
    readonly cusum: number;
    readonly line: number;
    readonly since: string;
    readonly windows: number;
    readonly features: readonly DriftFeature[];
    /** So many more at least; absent when `features` has them all. */
    readonly more?: number;
    /** Absent in entries of before 0.3. */
    readonly reading?: WindowReading;
    /** As an observed signal has them. */
    readonly measures?: WindowMeasures;
    readonly ran?: MonitorJob;
  };
  "drift-cleared": {
    readonly why: "evidence-fell" | "champion-replaced";
    readonly cusum: number;
    readonly until: string;
  };
  /** For so long that people are told, a subject was not watched, or not in full. */
  "monitoring-lost": {
    readonly subject: MonitoredSubject;
    readonly problem: WindowProblem;
    /** Windows in a row, or looks, for which it is so. */
    readonly count: number;
    /** When the first of them ended. */
    readonly since: string;
  };
  /** It is watched again, or it is something else that keeps it from being watched. */
  "monitoring-restored": {
    readonly subject: MonitoredSubject;
    readonly reason: WindowProblem["reason"];
  };
  /** Data that a retraining waits for are not known to come. */
  "fresh-data-lost": {
    readonly source: string;
    readonly trouble: FreshDataTrouble;
    /** Since when it is so, as far as that is known. */
    readonly since: string;
  };
  "fresh-data-restored": { readonly source: string; readonly trouble: FreshDataTrouble };
  /** A transform job of a model that is served in batch. */
  "batch-job-finished": TransformJobEnd;
  "batch-job-failed": TransformJobEnd & { readonly reason: string };
  /** None ended well in time. */
  "batch-jobs-missed": {
    /** How their names begin. */
    readonly jobs: string;
    /** The last that ended well; null when none ever did. */
    readonly last: string | null;
    readonly since: string;
  };
  "batch-jobs-returned": { readonly job: string; readonly since: string };
  "retraining-requested": {
    /** Absent where no pipeline retrains. */
    readonly pipeline?: string;
    /** Absent where a pipeline does. */
    readonly job?: RetrainingJob;
    /** The MLflow experiment that the pipeline's own runs are to be in; absent where SageMaker's MLflow has none of them. */
    readonly experiment?: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly displayName: string;
    /** Dollars, as the policy estimates a run. */
    readonly cost: number | null;
    readonly deadline: string;
    /** Up to where it uses the data that come; absent where the policy names none, or what it uses is known by its time alone. */
    readonly freshData?: FreshDataMark;
  };
  "retraining-started": { readonly execution: string };
  /** Its spot capacity was taken back. */
  "retraining-interrupted": {
    readonly execution: string;
    /** How often by now. */
    readonly interruptions: number;
    /** What goes on from its checkpoint on capacity of its own; absent while it waits for capacity itself. */
    readonly next?: RetrainingJob;
    /** The job that makes room for it. */
    readonly stop?: string;
  };
  "retraining-succeeded": {
    readonly execution: string;
    /** Seconds that it trained, and that are paid for; absent where they are not known. */
    readonly seconds?: TrainingSeconds;
    /** The version to register; absent where what retrained does so itself. */
    readonly register?: PackagePlan;
  };
  "retraining-failed": {
    readonly execution: string | null;
    readonly reason: string;
    /** The pipeline succeeded, and no version came of it. Absent where the pipeline itself failed. */
    readonly registeredNothing?: true;
    /** The job that nobody waits for any more; absent where it has ended, or is not Driftwheel's to stop. */
    readonly stop?: StoppableJob;
    /** It was refused before anything ran. */
    readonly neverStarted?: true;
  };
  "retraining-skipped": { readonly reason: SkipReason; readonly until: string | null };
  /** What a retraining or a trial cost, once it is known or will not be. */
  "cost-recorded": {
    readonly what: "retraining" | "trial";
    /** Its `retraining-requested` or `rollout-started`. */
    readonly of: number;
    readonly items: readonly CostItem[];
    /** Absent where there were none, and in entries of earlier versions. */
    readonly volumes?: readonly VolumeItem[];
    /** Millionths of a dollar, of everything that has a price. */
    readonly micros: number;
    /** Why more may have been paid; empty when all is known, but for volumes. */
    readonly unknown: readonly string[];
    /** Why more may have been paid for volumes, which is little and holds up no budget; absent when all is known. */
    readonly unknownVolumes?: readonly string[];
    /** Where the prices are from; null when none was needed. */
    readonly prices: { readonly region: string | null; readonly published: string } | null;
  };
  /** What it cost in a month, UTC, to run Driftwheel for the model, and to watch it. */
  "upkeep-recorded": {
    /** `2026-11`. */
    readonly month: string;
    /** Millionths of a dollar, of everything that has a price. */
    readonly micros: number;
    /** How much of it is the monitoring's: the functions that watch, and Model Monitor's jobs. */
    readonly monitoring: number;
    readonly functions: readonly FunctionItem[];
    /** Model Monitor's jobs. */
    readonly items: readonly CostItem[];
    /** Absent where there were none. */
    readonly volumes?: readonly VolumeItem[];
    /** Why more may have been paid; empty when all is known. */
    readonly unknown: readonly string[];
    /** Where the prices are from; null when none was needed. */
    readonly prices: { readonly region: string | null; readonly published: string } | null;
  };
  /** So much of the budget is spent that people should know before it ends. */
  "budget-threshold-reached": {
    /** Millionths of a dollar. */
    readonly spent: number;
    readonly budget: number;
    /** How much of it is the policy's estimate. */
    readonly estimated: number;
    /** When a run fits into what is left, ISO 8601 UTC; null when it does now. */
    readonly nextPossible: string | null;
  };
  "candidate-registered": VersionReference & { readonly evaluationUri: string | null };
  "candidate-accepted": VersionReference & { readonly checks: readonly GateCheck[] };
  "candidate-rejected": VersionReference & { readonly checks: readonly GateCheck[] };
  "approval-requested": VersionReference & {
    readonly from: "automatic" | "person";
    readonly deadline: string | null;
  };
  "candidate-approved": VersionReference & { readonly by: string; readonly route: ApprovalRoute };
  "approval-rejected": VersionReference & { readonly by: string; readonly route: ApprovalRoute };
  "rollout-started": TrialDeployment & {
    readonly executionName: string;
    /** Other versions that are tried with it against the same champion; absent where there are none. */
    readonly others?: readonly ChallengerVariant[];
    readonly history: ChampionHistory;
    /** Differences that matter, as shares: success rate, error rate, share of slow invocations. */
    readonly minimumEffects: {
      readonly outcome: number;
      readonly errors: number;
      readonly slow: number;
      /** Share of invocations that wait for new compute; absent where no guard asks. */
      readonly coldStarts?: number;
      /**
       * By how much a challenger that is "not worse" may be worse, where promotions have given up some of it; of values as a
       * share of the mean.
       */
      readonly margin?: number;
    };
    /** The probability of a false promotion, of each challenger where there are several, where it is not 0.025. */
    readonly alpha?: number;
    /** Set where SageMaker shifts the traffic under one variant's name, and its alarms judge; absent in a trial of two variants. */
    readonly guardrails?: GuardedDeployment;
    /** Set when it brings a former champion back; absent in a trial. */
    readonly undoes?: Undo;
    /** The champion's, given to the challenger before it takes traffic; absent when it is not scaled. */
    readonly scaling?: VariantScaling;
    /** People's alarms on the champion's variant, which go silent when it goes; absent when there are none. */
    readonly alarms?: readonly string[];
    /** Where the challenger has an endpoint of its own, whose config `config` is; absent in a trial of variants. */
    readonly apart?: Apart;
    /** The challenger begins as a shadow, which answers nobody: `config` is the shadow's then. */
    readonly shadow?: ShadowBegun;
    /** The challenger answers in transform jobs: `config` is its model, and `fromConfig` the champion's. */
    readonly paired?: PairedTrial;
  };
  /** The challenger transforms the input of a job of the team's. */
  "paired-run-started": PairedRun & {
    readonly rollout: string;
    /** Where it writes. */
    readonly output: string;
    readonly model: string;
    readonly package: string;
    readonly championModel: string;
  };
  /** A look at a challenger that answers in transform jobs. */
  "paired-looked": PairedReading & {
    readonly rollout: string;
    readonly look: number;
    /** Runs that count by now. */
    readonly counted: number;
    readonly evidence: PairedEvidence;
    /** What the evidence is compared with: each harm, and a promotion. */
    readonly line: { readonly harm: number; readonly proof: number };
    readonly decision: PairedDecision;
    /** Jobs whose time is over; absent where there are none. */
    readonly stop?: readonly string[];
  };
  /** A look at a challenger that is a shadow. */
  "shadow-looked": ShadowReading & {
    readonly rollout: string;
    readonly look: number;
    readonly evidence: ShadowEvidence;
    /** What the evidence is compared with: that answers agree, each harm, and a promotion. */
    readonly line: { readonly agrees: number; readonly harm: number; readonly better: number };
    readonly decision: ShadowDecision;
  };
  /** The shadow takes its first share of the traffic, on a config of its own. */
  "shadow-passed": TrialDeployment;
  /** One of several challengers goes, and the trial goes on with the others. */
  "challenger-dropped": ChallengerDropped;
  /** A look at one challenger beside the champion; of several each has its own. */
  "rollout-looked": {
    readonly rollout: string;
    readonly look: number;
    readonly start: string;
    readonly end: string;
    readonly champion: VariantMetrics;
    readonly challenger: VariantMetrics;
    readonly evidence: Evidence;
    /** The lines that the evidence is compared with: ln(1/alpha) for promotion and for each harm. */
    readonly line: { readonly better: number; readonly harm: number };
    /** True from the look on at which the challenger was shown to be good enough. */
    readonly proved: boolean;
    readonly decision: LookDecision;
    readonly judges: readonly ("outcomes" | "errors" | "latency" | "cold-starts")[];
    /** By the time of the request; absent in entries of before 0.2. */
    readonly requests?: RequestsRead;
    /** Where requests wait to be answered: what waited all of the look. */
    readonly backlogs?: Backlogs;
    /** What the evidence was divided by. */
    readonly designEffects?: DesignEffects;
    /** Whether the traffic was divided as it was asked for; absent where that is not checked, and in earlier entries. */
    readonly split?: SplitCheck;
  };
  /** Before it takes more of the traffic, the challenger gets what it needs to bear it. */
  "challenger-prepared": {
    readonly rollout: string;
    readonly endpoint: string;
    readonly changeDeadline: string;
    readonly expected: ExpectedEndpoint;
    /** The share in percent that follows once it is done; 100 is the promotion. */
    readonly to: number;
    /** Why that share follows. */
    readonly reason: string;
    readonly scaling: readonly ScalingChange[];
    /** How many instances the challenger needs, by its variant; empty when it has them. */
    readonly instances: Readonly<Record<string, number>>;
  };
  "weights-shifted": {
    readonly rollout: string;
    readonly from: number;
    readonly to: number;
    readonly weights: Readonly<Record<string, number>>;
    readonly endpoint: string;
    readonly changeDeadline: string;
    readonly expected: ExpectedEndpoint;
    /** What the endpoint becomes once the weights are there: nothing more, the winner alone, or what it was before. */
    readonly next:
      | null
      | {
          readonly deploy: "winner";
          readonly fromConfig: string;
          readonly config: string;
          readonly variant: string;
        }
      /** The winner has all of the traffic, and the old variant stays beside it for the time of the bake. */
      | { readonly deploy: "warm" }
      /** The winner serves on the model's own endpoint, by this config, and the route leads there alone again. */
      | { readonly deploy: "return"; readonly config: string }
      | {
          readonly deploy: "original";
          readonly config: string;
          readonly anew: SoleConfig | null;
          readonly reason: string;
        };
    /** What a config that takes a scaled variant away waits for; absent when nothing is scaled. */
    readonly scaling?: readonly ScalingChange[];
    /** In a trial on two endpoints the route divides the requests, and no weights do; absent otherwise. */
    readonly route?: RouteChange & { readonly apart: Apart };
    /** Of transform jobs: which model they shall use; absent otherwise. */
    readonly modelRoute?: ModelRouteChange;
  };
  "rollout-promoted": {
    readonly rollout: string;
    readonly challenger: VersionReference;
    readonly champion: { readonly package: string | null };
    readonly variant: string;
    readonly config: string;
    /** The challenger's rate less the champion's in the trial; of values by how much of the champion's mean it was better. Absent without outcomes. */
    readonly difference?: number;
    readonly alarms?: readonly string[];
    /** Set when it brought a former champion back; absent after a trial. */
    readonly undoes?: Undo;
    /** The challenger's own endpoint and its config, which go; absent after a trial of variants. */
    readonly gone?: GoneEndpoint;
    /** Its transform jobs that still run, for nobody any more; absent where there are none. */
    readonly stop?: readonly string[];
    /** How it is watched from now on; absent where the promotion is the end. */
    readonly bake?: {
      readonly until: string;
      readonly keepWarm: boolean;
      readonly limits: BakeLimits;
      /** What the evidence is compared with. */
      readonly line: number;
    };
  };
  /** A look at a promoted version during its bake. */
  "rollout-watched": {
    readonly rollout: string;
    readonly look: number;
    readonly start: string;
    readonly end: string;
    readonly winner: VariantMetrics & {
      /** Where outcomes are values: their sums; `trials` is their number then, and `successes` 0. */
      readonly values?: ValueSums;
    };
    readonly evidence: BakeEvidence;
    readonly line: number;
    readonly decision: "roll-back" | "continue" | "baked";
    /** The team's transform job that ended well with the promoted version, in a bake that waits for labels. */
    readonly job?: string;
    /** What is known of such jobs, each as a run of one arm: `both` right, or `neither`. */
    readonly runs?: readonly PairedRunRead[];
    /** What waited all of the look where requests queue; absent where nobody measured it. */
    readonly backlog?: Backlog;
    /** Outcomes by the time of their requests, as they are known now; absent in entries of before 0.2. */
    readonly cohorts?: readonly Cohort[];
    /** Of requests from before this moment the winner's outcomes are counted; absent in entries of before 0.2. */
    readonly maturedUntil?: string;
  };
  /** The bake is over, and the promoted version stays. */
  "rollout-baked": {
    readonly rollout: string;
    readonly challenger: VersionReference;
    readonly config: string;
    readonly alarms?: readonly string[];
  };
  "rollout-rolled-back": {
    readonly rollout: string;
    readonly challenger: VersionReference;
    /** Other challengers that went with it; absent where there are none. */
    readonly others?: readonly VersionReference[];
    readonly champion: { readonly package: string | null };
    readonly config: string;
    readonly reason: string;
    /** Set when what did not come to its end is an undo, so that the promotion still holds; absent after a trial. */
    readonly undoes?: Undo;
    /** The promotion (the sequence of its `rollout-promoted`) that is taken back; absent when there was none. */
    readonly takesBack?: number;
    readonly alarms?: readonly string[];
    /** The challenger's own endpoint and its config, which go; absent after a trial of variants, and once they are gone. */
    readonly gone?: GoneEndpoint;
    /** Its transform jobs that still run, for nobody any more; absent where there are none. */
    readonly stop?: readonly string[];
  };
  "rollout-held": {
    readonly rollout: string;
    readonly reason: string;
    /** Why it will be rolled back when it is resumed; null when nothing was decided. Absent in entries of before 0.2. */
    readonly rollBack?: string | null;
    /** The champion's scaling, which the promotion that does not come took off. */
    readonly putBack?: {
      readonly endpoint: string;
      readonly expected: ExpectedEndpoint;
      readonly scaling: ScalingChange;
    };
  };
  /** The execution of a rollout died; it goes on under its next name. */
  "rollout-restarted": { readonly rollout: string; readonly executionName: string };
  "endpoint-changed-outside": {
    readonly endpoint: string;
    readonly expectedConfig: string;
    readonly foundConfig: string | null;
    readonly status: string;
  };
  paused: { readonly by: string; readonly reason: string };
  resumed: {
    readonly by: string;
    readonly reason: string;
    /** The endpoint as it was found and accepted. */
    readonly endpoint: { readonly config: string; readonly variants: readonly VariantFact[] } | null;
    /** Where its callers ask, as it was found and accepted; null for no parameter, absent where there is no route. */
    readonly route?: Route | null;
    /** A rollout that goes on under its next execution name. */
    readonly rollout: { readonly rollout: string; readonly executionName: string } | null;
  };
  "command-accepted": CommandOrigin & { readonly command: Command };
  "command-refused": CommandOrigin & { readonly command: Command; readonly why: string };
  /** `aboutKind` is the kind of the entry `about`; "test" where a person asked for it to see whether alerts arrive. */
  "alert-raised": AlertContent & { readonly about: number; readonly aboutKind: string };
  /** Nobody acknowledged the page `about` (the sequence of its `alert-raised`) in time. */
  "alert-escalated": AlertContent & { readonly about: number };
  /** What the alert `about` (the sequence of its `alert-raised`) told of is over. */
  "alert-resolved": AlertContent & { readonly about: number };
  "effect-done": {
    readonly of: number;
    readonly effect: string;
    readonly token: string;
    readonly answer: Readonly<Record<string, string>>;
  };
  "effect-failed": {
    readonly of: number;
    readonly effect: string;
    readonly token: string;
    readonly error: string;
    /** True for what is tried again all the same, until it is done or no longer wanted: what people must be told. */
    readonly again?: boolean;
  };
  /** Refused for now: it is tried again until then, and only then is the refusal final. */
  "effect-postponed": {
    readonly of: number;
    readonly effect: string;
    readonly token: string;
    readonly error: string;
    readonly until: string;
  };
  /** Asked for by an entry, and no longer wanted by the ledger before it was done. */
  "effect-dropped": {
    readonly of: number;
    readonly effect: string;
    readonly token: string;
  };
}

export type EntryKind = keyof EntryData;

/** One immutable fact of a model's ledger. */
export interface EntryOf<K extends EntryKind> {
  readonly model: string;
  /** 1, 2, 3, ... without gaps. */
  readonly sequence: number;
  readonly kind: K;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** A plain sentence with the numbers behind it. */
  readonly because: string;
  /** The identity of the signal, or the sequence of an earlier entry. */
  readonly causedBy: string | number;
  readonly data: EntryData[K];
}

export type Entry = { [K in EntryKind]: EntryOf<K> }[EntryKind];
