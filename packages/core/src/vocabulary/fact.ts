import type { ValueSums } from "../stats/sequential/mean-process.ts";
import type {
  FunctionTimesFact,
  MonitorJob,
  RetrainingSource,
  RetrainingUsageFact,
  TrialVariantsFact,
} from "./costs.ts";
import type { FoundEndpoint } from "./endpoint-expectation.ts";
import type {
  ExportJob,
  FreshDataMark,
  FreshDataReading,
  FreshDataSource,
  FreshDataTrouble,
} from "./fresh-data.ts";
import type { RetrainingJobKind, TrainedModel, TrainingSeconds } from "./retraining-job.ts";
import type { VariantScaling } from "./scaling.ts";
import type { Approval, JobStatus, MonitorKind, TransformJobChanged } from "./signal.ts";
import type { ChampionHistory, DesignEffects, QueueHistory } from "./trial/champion-history.ts";

/** Which container of a package has the model: its host name, or its place from 1. */
export type ModelContainer = string | number;

/**
 * What a decision needs to know and the event does not tell. Core names the questions, an adapter answers
 * them; the answers travel with the signal, so that `decide` stays pure and the ledger can explain itself.
 */
export type Question =
  | { readonly ask: "monitorRun"; readonly job: string }
  | { readonly ask: "violations"; readonly bucket: string; readonly key: string }
  | {
      readonly ask: "candidate";
      readonly arn: string;
      readonly champion: string | null;
      readonly container?: ModelContainer;
    }
  | { readonly ask: "packages"; readonly group: string }
  | {
      readonly ask: "endpoint";
      readonly name: string;
      /** The SSM parameter that names the model that transform jobs use; absent where an endpoint serves. */
      readonly route?: string;
      /** The SSM parameter whose champion is the artifact of a multi-model endpoint that answers. */
      readonly championIn?: string;
      /** In a trial on two endpoints: the challenger's, and the parameter of the route. */
      readonly beside?: { readonly endpoint: string; readonly parameter: string };
    }
  | { readonly ask: "pipelineExecution"; readonly execution: string }
  | {
      readonly ask: "retrainingJob";
      readonly kind: Exclude<RetrainingJobKind, "function">;
      readonly name: string;
      /** ARN, null while it is not known; a state machine's execution is known by nothing else. */
      readonly execution: string | null;
    }
  | { readonly ask: "championPackage"; readonly arn: string; readonly container?: ModelContainer }
  | { readonly ask: "formerPackage"; readonly arn: string }
  | {
      readonly ask: "championHistory";
      readonly endpoint: string;
      readonly variant: string;
      readonly hours: number;
      readonly periodSeconds: number;
      readonly latencyQuantile: number;
      /** Where the endpoint queues requests, and SageMaker counts otherwise. */
      readonly asynchronous?: true;
      /** The same: how long a look is, by which its queue is told. */
      readonly lookSeconds?: number;
      /** Where outcomes are values: what they were brought within. */
      readonly bounds?: { readonly low: number; readonly high: number };
    }
  | { readonly ask: "scaling"; readonly endpoint: string; readonly variants: readonly string[] }
  | { readonly ask: "retrainingUsage"; readonly of: number; readonly source: RetrainingSource }
  /** Of a month that is over, `2026-11`. */
  | { readonly ask: "functionTimes"; readonly month: string }
  | {
      readonly ask: "trialVariants";
      readonly of: number;
      readonly config: string;
      readonly endpoint: string;
      /** Whose instances autoscaling may have changed. */
      readonly variants: readonly string[];
    }
  /** The newest jobs whose names begin so. */
  | { readonly ask: "transformJobs"; readonly begin: string }
  | {
      readonly ask: "freshData";
      readonly source: FreshDataSource;
      /** What has been used; null where nothing is known, and nothing is counted. */
      readonly mark: FreshDataMark | null;
      /** Records are counted as far as this; null where files are enough. */
      readonly records: number | null;
    };

export interface Violation {
  readonly feature: string;
  readonly check: string;
  readonly description: string;
}

export interface MonitorRunFact {
  readonly monitor: MonitorKind;
  readonly status: JobStatus;
  readonly exitMessage: string | null;
  readonly endpoint: string | null;
  readonly schedule: string | null;
  readonly windowStart: string | null;
  /** By the folder of the run's reports, else by the job's own word. */
  readonly windowEnd: string | null;
  /** Folder of the run's reports, `s3://...`. */
  readonly output: string | null;
  /** Empty when the run found none (Model Monitor writes no file then). */
  readonly violations: readonly Violation[];
  /** What it ran on. */
  readonly ran: MonitorJob;
}

export interface ViolationsFact {
  readonly violations: readonly Violation[];
}

export interface CandidateFact {
  readonly version: number;
  readonly status: string;
  readonly approval: Approval | null;
  readonly modelDataUrl: string | null;
  /** The package's `ModelMetrics.ModelQuality.Statistics.S3Uri`. */
  readonly evaluationUri: string | null;
  /** The file as parsed JSON, or why there is none. */
  readonly evaluation:
    | { readonly ok: true; readonly json: unknown }
    | { readonly ok: false; readonly reason: string };
  /** The champion's own evaluation; null when there is no champion package. */
  readonly championEvaluation:
    | { readonly ok: true; readonly json: unknown }
    | { readonly ok: false; readonly reason: string }
    | null;
}

/** The newest versions of a package group, at most 20, newest first. */
export interface PackagesFact {
  readonly versions: readonly {
    readonly arn: string;
    readonly version: number;
    readonly status: "Pending" | "InProgress" | "Completed" | "Failed" | "Deleting" | "Unknown";
    readonly approval: Approval | null;
  }[];
}

export interface VariantFact {
  readonly name: string;
  readonly weight: number;
  readonly model: string | null;
  /** ARN of the model package version that the model was made from, or null. */
  readonly package: string | null;
}

/** What an endpoint is, as far as a trial depends on it. */
export interface EndpointTraits {
  /** It has shadow variants beside its production variants. */
  readonly shadows: boolean;
  readonly serverless: boolean;
  readonly asynchronous: boolean;
  /** Its variants have no model of their own: inference components are placed on them. */
  readonly components: boolean;
  readonly multiModel: boolean;
  /** The prefix below which a multi-model endpoint finds its artifacts, `s3://bucket/prefix/`. */
  readonly artifacts?: string;
  /** Containers of the model with most of the traffic; more than one are an inference pipeline. */
  readonly containers: number;
  /** Seconds between two values of its invocation metrics. */
  readonly metricsEvery: number;
  /** What its variants run on, `ml.c7g.large`; absent where nobody asked. */
  readonly instanceTypes?: readonly string[];
  /** Data capture is on, and writes answers; absent where nobody looked. */
  readonly answersCaptured?: boolean;
}

export interface EndpointFact extends FoundEndpoint {
  readonly variants: readonly VariantFact[];
  /** Absent where nobody asked for them; null when the endpoint's config could not be read. */
  readonly traits?: EndpointTraits | null;
}

export interface PipelineExecutionFact {
  readonly status: "Executing" | "Stopping" | "Stopped" | "Failed" | "Succeeded" | "Unknown";
  readonly failureReason: string | null;
}

export interface RetrainingJobFact {
  /** "Missing" when there is no such job, or it cannot be known yet. */
  readonly status: "Executing" | "Stopping" | "Stopped" | "Failed" | "Succeeded" | "Missing" | "Unknown";
  /** ARN. */
  readonly execution: string;
  readonly failureReason: string | null;
  /** How often its spot capacity was taken back; absent when it never was. */
  readonly interruptions?: number;
  /** It was stopped for having waited for spot capacity too long. */
  readonly outwaited?: true;
  readonly seconds?: TrainingSeconds;
  /** What it trained, once it has succeeded; null for a state machine, which registers by itself. */
  readonly model: TrainedModel | null;
}

export interface ChampionPackageFact {
  readonly modelDataUrl: string | null;
  /** Why it is not known which container's it is; absent when it is, or when there are none. */
  readonly why?: string;
}

/** The package of the champion before the last promotion, as the registry has it now. */
export interface FormerPackageFact {
  /** False when it was deleted. */
  readonly exists: boolean;
  readonly approval: Approval | null;
}

export interface ChampionHistoryFact {
  readonly trials: number;
  readonly successes: number;
  readonly invocations: number;
  readonly errors: number;
  /** The latency quantile asked for, in microseconds; null when there was no traffic. */
  readonly latency: number | null;
  /** Its outcomes where they are values, of requests that are old enough, and the bounds that they were brought within. */
  readonly values?: ValueSums & { readonly low: number; readonly high: number };
  /** What its periods tell beside their sums; absent where only sums are known. */
  readonly periods?: {
    /** Requests that are old enough for their outcomes to be known; `trials` and `successes` are of these. */
    readonly matured: number;
    /** How old that is, milliseconds; null when there were no outcomes. */
    readonly maturity: number | null;
    readonly designEffects: DesignEffects;
    readonly cycle: NonNullable<ChampionHistory["cycle"]>;
    readonly queue?: QueueHistory;
  };
}

/** How the variants that were asked for are scaled, and who else watches them. */
export interface ScalingFact {
  /** By variant; one that is not scaled is absent. */
  readonly variants: Readonly<Record<string, VariantScaling>>;
  /** Names of people's own alarms on one of the variants, by variant: they go silent when it goes. */
  readonly alarms: Readonly<Record<string, readonly string[]>>;
}

/** What lies where data come. */
export interface FreshDataFact {
  /** `s3://...`; null where that is not known. */
  readonly place: string | null;
  readonly reading: FreshDataReading;
  /** Up to where data have been used once a retraining has used these. */
  readonly mark: FreshDataMark;
  /** Why nothing can be said of what has come; null when it can. */
  readonly trouble: { readonly reason: FreshDataTrouble; readonly words: string } | null;
  /** The export job that ended last; null where none did, or there are none. */
  readonly lastJob: ExportJob | null;
}

/** Transform jobs that have ended, oldest first. */
export interface TransformJobsFact {
  readonly jobs: readonly TransformJobChanged[];
}

export interface Facts {
  readonly monitorRun?: MonitorRunFact;
  readonly violations?: ViolationsFact;
  readonly candidate?: CandidateFact;
  readonly packages?: PackagesFact;
  readonly endpoint?: EndpointFact;
  readonly pipelineExecution?: PipelineExecutionFact;
  readonly retrainingJob?: RetrainingJobFact;
  readonly championPackage?: ChampionPackageFact;
  readonly formerPackage?: FormerPackageFact;
  readonly championHistory?: ChampionHistoryFact;
  readonly scaling?: ScalingFact;
  readonly freshData?: FreshDataFact;
  readonly transformJobs?: TransformJobsFact;
  readonly retrainingUsage?: RetrainingUsageFact;
  readonly trialVariants?: TrialVariantsFact;
  readonly functionTimes?: FunctionTimesFact;
}

/** The name of a question. */
export type QuestionName = Question["ask"];

/** The fact that answers a question. */
export type Answer<Q extends Question> = NonNullable<Facts[Q["ask"]]>;
