import type { Command, CommandOrigin } from "./command.ts";
import type { DriftFeature, DriftSource, WindowEvidence } from "./drift-window.ts";
import type { EndpointStatus, FoundEndpoint } from "./endpoint-expectation.ts";
import type { BaselineOrigin, Unread, WindowProblem } from "./monitored-window.ts";
import type { LookOfAll } from "./trial/look-metrics.ts";
import type { PairedReading } from "./trial/paired-runs.ts";
import type { ShadowReading } from "./trial/shadow.ts";

/**
 * Something observed outside, normalised. Everything a decision is made from arrives as one of these.
 *
 * `identity` is the same for every delivery of the same fact (resource, status, version or last
 * modification), so it survives EventBridge's repeats, which carry new event ids when SageMaker itself
 * emits one change twice. `at` is when it happened outside, ISO 8601 UTC.
 */
interface Observed {
  readonly identity: string;
  readonly at: string;
}

export type JobStatus = "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped" | "Unknown";

export interface TrainingJobChanged extends Observed {
  readonly kind: "training-job-changed";
  readonly job: string;
  readonly arn: string;
  readonly status: JobStatus;
  readonly failureReason: string | null;
  /** Value of the tag `driftwheel:model`, or null. */
  readonly taggedModel: string | null;
  /** Name of the pipeline execution (`p4jn9xou8a8s`) when a pipeline made the job, or null. */
  readonly pipelineExecution: string | null;
}

export interface ProcessingJobChanged extends Observed {
  readonly kind: "processing-job-changed";
  readonly job: string;
  readonly arn: string;
  readonly status: JobStatus;
  readonly failureReason: string | null;
  readonly taggedModel: string | null;
  readonly pipelineExecution: string | null;
}

export type MonitorKind = "data-quality" | "model-quality" | "bias" | "explainability";

/** A Model Monitor run ended. What it found is not in the event: ask for the `monitor-run` fact. */
export interface MonitorRunFinished extends Observed {
  readonly kind: "monitor-run-finished";
  readonly job: string;
  readonly arn: string;
  readonly monitor: MonitorKind;
  readonly status: JobStatus;
  readonly failureReason: string | null;
  readonly endpoint: string | null;
  readonly schedule: string | null;
}

export interface PipelineExecutionChanged extends Observed {
  readonly kind: "pipeline-execution-changed";
  readonly pipeline: string;
  readonly execution: string;
  /** The name its starter gave it, or null. */
  readonly displayName: string | null;
  readonly status: "Executing" | "Stopping" | "Stopped" | "Failed" | "Succeeded" | "Unknown";
}

export interface PipelineStepChanged extends Observed {
  readonly kind: "pipeline-step-changed";
  readonly pipeline: string;
  readonly execution: string;
  readonly step: string;
  readonly stepType: string;
  readonly status: string;
  readonly failureReason: string | null;
}

export interface TransformJobChanged extends Observed {
  readonly kind: "transform-job-changed";
  readonly job: string;
  readonly arn: string;
  readonly status: JobStatus;
  readonly failureReason: string | null;
  /** The SageMaker model that it uses; null when the event does not say. */
  readonly uses: string | null;
  readonly taggedModel: string | null;
}

export interface TuningJobChanged extends Observed {
  readonly kind: "tuning-job-changed";
  readonly job: string;
  readonly arn: string;
  readonly status: JobStatus;
  readonly failureReason: string | null;
  readonly taggedModel: string | null;
}

/** An execution of a Step Functions state machine. */
export interface StateMachineExecutionChanged extends Observed {
  readonly kind: "state-machine-execution-changed";
  /** ARN. */
  readonly stateMachine: string;
  /** ARN. */
  readonly execution: string;
  readonly name: string;
  readonly status: "Executing" | "Succeeded" | "Failed" | "Stopped" | "Unknown";
}

export type Approval = "Approved" | "Rejected" | "PendingManualApproval";

export interface ModelPackageChanged extends Observed {
  readonly kind: "model-package-changed";
  readonly group: string;
  readonly version: number;
  readonly arn: string;
  readonly status: "Pending" | "InProgress" | "Completed" | "Failed" | "Deleting" | "Unknown";
  readonly approval: Approval | null;
  /** `UpdatedModelPackageFields`, or null when the event has none (registration, older events). */
  readonly updatedFields: readonly string[] | null;
  readonly approvalDescription: string | null;
}

/** The API's spelling, whatever the event used (`IN_SERVICE` and `InService` are both `InService`). */
export interface EndpointChanged extends Observed {
  readonly kind: "endpoint-changed";
  readonly endpoint: string;
  readonly arn: string;
  readonly status: EndpointStatus;
  readonly config: string | null;
}

export interface EndpointDeploymentChanged extends Observed {
  readonly kind: "endpoint-deployment-changed";
  readonly endpoint: string;
  readonly arn: string;
  readonly status: EndpointStatus;
  readonly config: string | null;
  readonly pendingConfig: string | null;
}

/** A metric that a Model Monitor schedule publishes at the end of each run. */
export interface MonitoredMetric {
  readonly monitor: MonitorKind;
  /** The monitoring schedule that the metric's dimensions name, or null. */
  readonly schedule: string | null;
  /** The feature, or the metric of the model (`rmse`, `DPPL age=40`). */
  readonly feature: string;
  readonly check: string;
}

export interface AlarmChanged extends Observed {
  readonly kind: "alarm-changed";
  readonly alarm: string;
  readonly arn: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  readonly reason: string;
  readonly composite: boolean;
  /** The endpoint named by the alarm's metric dimensions (`EndpointName` or `Endpoint`), or null. */
  readonly endpoint: string | null;
  /** What the alarm watches when it is one of Model Monitor's metrics of drift, or null. */
  readonly monitored: MonitoredMetric | null;
}

/** A `constraint_violations.json` was written. Its contents are the `violations` fact. */
export interface ViolationsFileCreated extends Observed {
  readonly kind: "violations-file-created";
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  /** From Model Monitor's layout `<output>/<endpoint>/<schedule>/YYYY/MM/DD/HH/`; null when the key has another. */
  readonly endpoint: string | null;
  readonly schedule: string | null;
  /** End of the window that the layout names, ISO 8601, or null. */
  readonly windowEnd: string | null;
}

/** A finished window of Driftwheel's own monitor (source `driftwheel.monitor`), drifted or not. */
export interface DriftReported extends Observed {
  readonly kind: "drift-reported";
  readonly endpoint: string;
  readonly source: DriftSource;
  /** The source's schedule; null when it has only one. */
  readonly schedule: string | null;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly rows: number;
  readonly features: readonly DriftFeature[];
  /** What the window says as a whole; null when only its features are told. */
  readonly evidence: WindowEvidence | null;
  /** Where the report lies, `s3://...`. */
  readonly report: string | null;
  /** What could not be read. Nothing where the source does not say. */
  readonly unread?: Unread | null;
  /** What kept the window from being judged in full. Nothing when nothing did, or the source does not say. */
  readonly problem?: WindowProblem | null;
  /** What it was compared with. Nothing where the source does not say. */
  readonly baseline?: BaselineOrigin | null;
}

/** A window of Driftwheel's own monitor is over and could not be judged: it says nothing about drift. */
export interface WindowNotJudged extends Observed {
  readonly kind: "window-not-judged";
  readonly endpoint: string;
  readonly schedule: string;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly rows: number;
  readonly unread: Unread | null;
  readonly problem: WindowProblem;
}

/** A person, or a tool in their name, tells Driftwheel what to do. Its identity holds the idempotency key. */
export interface CommandGiven extends Observed, CommandOrigin {
  readonly kind: "command-given";
  readonly model: string;
  readonly command: Command;
  /** The ledger's end that the person saw; null when they did not say, and then anything may have come between. */
  readonly expectedSequence: number | null;
}

/** New labelled data lies where the policy's training reads it; a retraining unless cooldown or budget forbid. */
export interface NewDataArrived extends Observed {
  readonly kind: "new-data-arrived";
  readonly model: string;
  /** Who says so: the hook's source. */
  readonly source: string;
  /** What arrived, in words. */
  readonly description: string;
}

/** A file was written where a fleet may have data that a retraining has not seen. A hint: what lies there is the `freshData` fact. */
export interface DataFileCreated extends Observed {
  readonly kind: "data-file-created";
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
}

/** A feature group was made, deleted, or has trouble. A hint, as well. */
export interface FeatureGroupChanged extends Observed {
  readonly kind: "feature-group-changed";
  readonly featureGroup: string;
  readonly arn: string;
  readonly status: "Creating" | "Created" | "CreateFailed" | "Deleting" | "DeleteFailed" | "Unknown";
  readonly failureReason: string | null;
}

/** What the outside answered to an effect of an earlier entry. */
export interface EffectAnswered extends Observed {
  readonly kind: "effect-answered";
  readonly model: string;
  readonly sequence: number;
  readonly effect: string;
  readonly token: string;
  readonly outcome: EffectOutcome;
}

type EffectOutcome =
  | { readonly ok: true; readonly answer: Readonly<Record<string, string>> }
  | {
      readonly ok: false;
      readonly error: string;
      /** Milliseconds for which the refusal may pass; it is final without them. */
      readonly tryFor?: number;
    }
  /** The endpoint is not as expected, and nothing was done to it. */
  | { readonly ok: false; readonly error: string; readonly found: FoundEndpoint };

/** The rollout looked at its endpoint (the `endpoint` fact) between two steps. */
export interface RolloutPolled extends Observed {
  readonly kind: "rollout-polled";
  readonly model: string;
  readonly rollout: string;
}

/** A look at a challenger that is a shadow, as it was read. */
export interface ShadowRead extends Observed {
  readonly kind: "shadow-read";
  readonly model: string;
  readonly rollout: string;
  readonly look: number;
  readonly reading: ShadowReading;
}

/** A look at a challenger that answers in transform jobs, as it was read. */
export interface PairedRead extends Observed {
  readonly kind: "paired-read";
  readonly model: string;
  readonly rollout: string;
  readonly look: number;
  readonly reading: PairedReading;
}

/** The rollout read both variants' complete periods. */
export interface LookRead extends Observed {
  readonly kind: "look-read";
  readonly model: string;
  readonly rollout: string;
  readonly look: number;
  readonly metrics: LookOfAll;
}

/** The rollout could not read both variants' metrics; it tries again. */
export interface LookFailed extends Observed {
  readonly kind: "look-failed";
  readonly model: string;
  readonly rollout: string;
  readonly look: number;
  readonly error: string;
}

/** The sweep: finds what no event told (deadlines that passed, effects nobody confirmed). */
export interface Swept extends Observed {
  readonly kind: "swept";
  readonly model: string;
}

/** The fleet does not name the model any more; what was begun for it is wound down by the policy that it had. */
interface ModelLeft extends Observed {
  readonly kind: "model-left";
  readonly model: string;
}

/** Signals that events from outside parse to. */
export type OutsideSignal =
  | TrainingJobChanged
  | ProcessingJobChanged
  | MonitorRunFinished
  | PipelineExecutionChanged
  | PipelineStepChanged
  | TuningJobChanged
  | TransformJobChanged
  | StateMachineExecutionChanged
  | ModelPackageChanged
  | EndpointChanged
  | EndpointDeploymentChanged
  | AlarmChanged
  | ViolationsFileCreated
  | DriftReported
  | WindowNotJudged
  | CommandGiven
  | NewDataArrived
  | DataFileCreated
  | FeatureGroupChanged;

/** Signals that Driftwheel makes itself. */
type OwnSignal =
  | EffectAnswered
  | RolloutPolled
  | LookRead
  | ShadowRead
  | PairedRead
  | LookFailed
  | Swept
  | ModelLeft;

export type Signal = OutsideSignal | OwnSignal;

/** What `parse` makes of an event. Nothing throws: what is broken is an answer of its own. */
export type Parsed =
  | { readonly result: "signal"; readonly signal: OutsideSignal }
  | { readonly result: "ignored"; readonly kind: string | null; readonly reason: string }
  | { readonly result: "malformed"; readonly kind: string | null; readonly reason: string };
