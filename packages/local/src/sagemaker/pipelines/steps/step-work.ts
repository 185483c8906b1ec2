import type { SageMaker } from "../../context.ts";
import type { ExceptionType } from "../definition/retry-policy.ts";
import type { Callbacks } from "../execution/callbacks.ts";
import type { Scope } from "../expressions/evaluate.ts";
import type { JsonObject } from "../expressions/json.ts";

/** What a step shows of itself while it runs and afterwards: `PipelineExecutionStepMetadata`. */
export type StepMetadata = Readonly<Record<string, JsonObject>>;

export type StepEnd =
  /** `properties` is what later steps may refer to: the Describe response of the step's job. */
  | { readonly status: "Succeeded"; readonly properties: JsonObject; readonly metadata?: StepMetadata }
  /** A Fail step without a message has no reason; what has no exception is not tried again. */
  | {
      readonly status: "Failed";
      readonly reason: string | null;
      readonly exception: ExceptionType | null;
      readonly metadata?: StepMetadata;
    }
  | { readonly status: "Stopped" };

/** A step under way. */
export interface StepWork {
  readonly metadata: StepMetadata;
  readonly ended: Promise<StepEnd>;
  /** Asks the step to end early; it may still succeed. */
  stop(): void;
}

/** What a step is started with. */
export interface StepEnvironment {
  readonly executionArn: string;
  readonly scope: Scope;
  readonly jobs: Jobs;
  readonly callbacks: Callbacks;
  /** A name for the step's job, unique to this execution: `pipelines-<execution id>-<step>-<suffix>`. */
  jobName(step: string, longest: number): string;
}

/** What steps do outside the pipeline. Each takes the service's own request and rejects with ServiceError. */
export type Jobs = Pick<SageMaker, "startJob" | "makeResource"> &
  Pick<SageMaker["world"], "callFunction" | "sendMessage"> & {
    /** The `DriftCheckBaselines` of a group's latest approved version; null when it has none, or no version is approved. */
    driftCheckBaselines(group: string): JsonObject | null;
  };

/** The end of a step that did its work at once. */
export function atOnce(metadata: StepMetadata, end: StepEnd): StepWork {
  return { metadata, ended: Promise.resolve(end), stop() {} };
}
