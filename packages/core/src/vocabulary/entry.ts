import type { Command, CommandOrigin, CommandRoute } from "./command.ts";
import type { DriftFeature, DriftWindow } from "./drift-window.ts";
import type { VariantFact } from "./fact.ts";
import type { VariantMetrics } from "./look-metrics.ts";

/** Evidence of the rollout's referee, natural logarithms of e-values. */
export interface Evidence {
  readonly better: number;
  readonly worse: number;
  /** Against "worse by the smallest difference that matters, or more". */
  readonly notWorse: number;
  readonly errors: number;
  readonly slow: number;
}

export type LookDecision = "promote" | "roll-back" | "shift" | "continue" | "not-enough-data" | "deadline";

/** The champion before the rollout: what the referee is seeded with. Rates are shares, latency microseconds. */
export interface ChampionHistory {
  readonly rate: number;
  /** How many outcomes the rate stands for, at most 100; 0 when there were none. */
  readonly weight: number;
  readonly errorRate: number;
  readonly latency: number | null;
}

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

export type Severity = "page" | "notify" | "info";

/** Where an approval or rejection came from: the registry itself, the policy, or a person's command. */
export type ApprovalRoute = "registry" | "policy" | CommandRoute;

/** Who decided where no person did: the policy's automatic approval, and the end of the time that people had. */
export const thePolicy = "the policy";
export const theDeadline = "the deadline";

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
}

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
  | "budget";

/** What each kind of entry carries beside its sentence. */
export interface EntryData {
  "signal-observed": {
    readonly signal: string;
    readonly window?: DriftWindow;
    readonly endpoint?: { readonly config: string; readonly variants: readonly VariantFact[] };
    readonly settled?: { readonly config: string };
  };
  "drift-confirmed": {
    readonly window: DriftWindow;
    readonly cusum: number;
    readonly line: number;
    readonly since: string;
    readonly windows: number;
    readonly features: readonly DriftFeature[];
  };
  "drift-cleared": {
    readonly why: "evidence-fell" | "champion-replaced";
    readonly cusum: number;
    readonly until: string;
  };
  "retraining-requested": {
    readonly pipeline: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly displayName: string;
    /** Dollars, as the policy estimates a run. */
    readonly cost: number | null;
    readonly deadline: string;
  };
  "retraining-started": { readonly execution: string };
  "retraining-succeeded": { readonly execution: string };
  "retraining-failed": { readonly execution: string | null; readonly reason: string };
  "retraining-skipped": { readonly reason: SkipReason; readonly until: string | null };
  "candidate-registered": VersionReference & { readonly evaluationUri: string | null };
  "candidate-accepted": VersionReference & { readonly checks: readonly GateCheck[] };
  "candidate-rejected": VersionReference & { readonly checks: readonly GateCheck[] };
  "approval-requested": VersionReference & {
    readonly from: "automatic" | "person";
    readonly deadline: string | null;
  };
  "candidate-approved": VersionReference & { readonly by: string; readonly route: ApprovalRoute };
  "approval-rejected": VersionReference & { readonly by: string; readonly route: ApprovalRoute };
  "rollout-started": {
    readonly rollout: string;
    readonly executionName: string;
    readonly challenger: VersionReference & { readonly variant: string; readonly model: string };
    readonly champion: { readonly package: string | null; readonly variant: string };
    readonly endpoint: string;
    readonly fromConfig: string;
    readonly config: string;
    /** Challenger's share of the traffic in percent. */
    readonly weight: number;
    readonly deadline: string;
    readonly changeDeadline: string;
    readonly history: ChampionHistory;
    /** Differences that matter, as shares: success rate, error rate, share of slow invocations. */
    readonly minimumEffects: { readonly outcome: number; readonly errors: number; readonly slow: number };
  };
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
    readonly judges: readonly ("outcomes" | "errors" | "latency")[];
  };
  "weights-shifted": {
    readonly rollout: string;
    readonly from: number;
    readonly to: number;
    readonly weights: Readonly<Record<string, number>>;
    readonly endpoint: string;
    readonly changeDeadline: string;
    /** What the endpoint becomes once the weights are there: nothing more, the winner alone, or what it was before. */
    readonly next:
      | null
      | {
          readonly deploy: "winner";
          readonly fromConfig: string;
          readonly config: string;
          readonly variant: string;
        }
      | { readonly deploy: "original"; readonly config: string; readonly reason: string };
  };
  "rollout-promoted": {
    readonly rollout: string;
    readonly challenger: VersionReference;
    readonly champion: { readonly package: string | null };
    readonly variant: string;
    readonly config: string;
  };
  "rollout-rolled-back": {
    readonly rollout: string;
    readonly challenger: VersionReference;
    readonly champion: { readonly package: string | null };
    readonly config: string;
    readonly reason: string;
  };
  "rollout-held": { readonly rollout: string; readonly reason: string };
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
    /** A rollout that goes on under its next execution name. */
    readonly rollout: { readonly rollout: string; readonly executionName: string } | null;
  };
  "command-accepted": CommandOrigin & { readonly command: Command };
  "command-refused": CommandOrigin & { readonly command: Command; readonly why: string };
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
