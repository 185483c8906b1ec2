import type { Approval, EndpointStatus, JobStatus, MonitorKind } from "./signal.ts";

/**
 * What a decision needs to know and the event does not tell. Core names the questions, an adapter answers
 * them; the answers travel with the signal, so that `decide` stays pure and the ledger can explain itself.
 */
export type Question =
  | { readonly ask: "monitorRun"; readonly job: string }
  | { readonly ask: "violations"; readonly bucket: string; readonly key: string }
  | { readonly ask: "candidate"; readonly arn: string; readonly champion: string | null }
  | { readonly ask: "packages"; readonly group: string }
  | { readonly ask: "endpoint"; readonly name: string }
  | { readonly ask: "pipelineExecution"; readonly execution: string }
  | { readonly ask: "championPackage"; readonly arn: string }
  | {
      readonly ask: "championHistory";
      readonly endpoint: string;
      readonly variant: string;
      readonly hours: number;
      readonly periodSeconds: number;
      readonly latencyQuantile: number;
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

export interface EndpointFact {
  /** False when SageMaker does not know the endpoint. */
  readonly exists: boolean;
  readonly status: EndpointStatus;
  readonly config: string | null;
  readonly variants: readonly VariantFact[];
  readonly failureReason: string | null;
}

export interface PipelineExecutionFact {
  readonly status: "Executing" | "Stopping" | "Stopped" | "Failed" | "Succeeded" | "Unknown";
  readonly failureReason: string | null;
}

export interface ChampionPackageFact {
  readonly modelDataUrl: string | null;
}

export interface ChampionHistoryFact {
  readonly trials: number;
  readonly successes: number;
  readonly invocations: number;
  readonly errors: number;
  /** The latency quantile asked for, in microseconds; null when there was no traffic. */
  readonly latency: number | null;
}

export interface Facts {
  readonly monitorRun?: MonitorRunFact;
  readonly violations?: ViolationsFact;
  readonly candidate?: CandidateFact;
  readonly packages?: PackagesFact;
  readonly endpoint?: EndpointFact;
  readonly pipelineExecution?: PipelineExecutionFact;
  readonly championPackage?: ChampionPackageFact;
  readonly championHistory?: ChampionHistoryFact;
}

/** The name of a question. */
export type QuestionName = Question["ask"];

/** The fact that answers a question. */
export type Answer<Q extends Question> = NonNullable<Facts[Q["ask"]]>;
