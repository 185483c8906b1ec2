import type { EProcess } from "../stats/sequential/block-e-process.ts";
import type { NotWorseProcess } from "../stats/sequential/not-worse-process.ts";
import type { DriftWindow } from "./drift-window.ts";
import type { Effect } from "./effect.ts";
import type {
  ApprovalRoute,
  ChampionHistory,
  EntryData,
  Severity,
  SkipReason,
  VersionReference,
} from "./entry.ts";
import type { VariantFact } from "./fact.ts";
import type { Identities } from "./identities.ts";

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
}

export interface DriftState {
  /** Windows since the last champion, newest last, at most 100 a schedule. */
  readonly windows: Readonly<Record<string, readonly DriftWindow[]>>;
  /** Windows that began before this do not count: another champion served then. */
  readonly countsFrom: string | null;
  readonly confirmed: ConfirmedDrift | null;
  /** A retraining was asked for because of this drift, and neither it nor what it trained has failed so far. */
  readonly remedyUnderWay: boolean;
  /** The last reason for not retraining on this drift, so that it is told once. */
  readonly skipped: SkipReason | null;
}

export interface RunningRetraining {
  readonly sequence: number;
  readonly displayName: string;
  readonly requestedAt: string;
  readonly deadline: string;
  readonly execution: string | null;
}

interface PastRetraining {
  readonly at: string;
  readonly cost: number | null;
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
}

/** The referee's memory: one e-process for each question. */
export interface Referee {
  readonly better: EProcess;
  readonly worse: EProcess;
  readonly notWorse: NotWorseProcess;
  readonly errors: EProcess;
  readonly slow: EProcess;
  /** A crossing counts for good (Ville's inequality holds for the running maximum). */
  readonly proved: boolean;
}

/** The one change of the endpoint that may be in flight. */
export interface EndpointChange {
  readonly sequence: number;
  readonly deadline: string;
  /** The config that the endpoint must report when the change is done. */
  readonly config: string;
  /** The config before it. */
  readonly before: string;
  readonly weights: Readonly<Record<string, number>> | null;
}

type RolloutPhase = "deploying" | "looking" | "shifting" | "promoting" | "rolling-back" | "held";

export interface Rollout {
  readonly rollout: string;
  readonly sequence: number;
  readonly startedAt: string;
  readonly deadline: string;
  readonly executions: number;
  readonly phase: RolloutPhase;
  readonly challenger: EntryData["rollout-started"]["challenger"];
  readonly champion: EntryData["rollout-started"]["champion"];
  readonly originalConfig: string;
  readonly trialConfig: string;
  readonly weight: number;
  readonly looks: number;
  /**
   * Where the next look begins, ISO 8601: the end of the last one, or the moment when the endpoint got its weights,
   * so that every look is of one set of weights. Null before the endpoint has settled.
   */
  readonly readUntil: string | null;
  readonly history: ChampionHistory;
  readonly referee: Referee;
  readonly totals: {
    readonly champion: { readonly trials: number; readonly successes: number };
    readonly challenger: { readonly trials: number; readonly successes: number };
  };
  readonly change: EndpointChange | null;
  /** Why it ends with the old champion, once that is decided. */
  readonly rollBackReason: string | null;
  /** When anything was last heard of its execution. */
  readonly lastSign: string;
}

export interface OutboxItem {
  readonly effect: Effect;
  /** When its entry was written. */
  readonly since: string;
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
  /** Which signals were decided on. */
  readonly seen: Identities;
  readonly paused: { readonly by: string; readonly reason: string; readonly since: string } | null;
  /** Set when the endpoint was changed by someone else: no touching until a person resumes. */
  readonly held: { readonly reason: string; readonly since: string } | null;
  readonly endpoint: KnownEndpoint | null;
  readonly drift: DriftState;
  readonly retraining: RunningRetraining | null;
  readonly retrainings: readonly PastRetraining[];
  /** By package ARN. */
  readonly candidates: Readonly<Record<string, Candidate>>;
  readonly rollout: Rollout | null;
  readonly rollouts: number;
  /** Alerts that are not over, by key. */
  readonly alerts: Readonly<Record<string, OpenAlert>>;
  /** Effects that nobody has confirmed yet, in the order they were asked for. */
  readonly outbox: readonly OutboxItem[];
}

export function initialState(model: string): State {
  return {
    model,
    sequence: 0,
    seen: [],
    paused: null,
    held: null,
    endpoint: null,
    drift: { windows: {}, countsFrom: null, confirmed: null, remedyUnderWay: false, skipped: null },
    retraining: null,
    retrainings: [],
    candidates: {},
    rollout: null,
    rollouts: 0,
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
