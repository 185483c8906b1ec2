import type { ParameterValue } from "../definition/parameter.ts";
import type { Step } from "../definition/step.ts";
import type { JsonObject } from "../expressions/json.ts";
import type { StartExecution } from "../requests.ts";
import type { StepMetadata } from "../steps/step-work.ts";

export type ExecutionStatus = "Executing" | "Stopping" | "Stopped" | "Failed" | "Succeeded";

export type StepStatus = "Starting" | "Executing" | "Stopping" | "Stopped" | "Failed" | "Succeeded";

/** One run of a pipeline: a record that only its runner changes. */
export interface Execution {
  readonly id: string;
  readonly arn: string;
  readonly pipelineArn: string;
  readonly pipelineName: string;
  readonly displayName: string;
  readonly description: string | null;
  /** The definition as it was when the execution started. */
  readonly definition: string;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  /** What the starter gave, in its own words. */
  readonly given: readonly { readonly Name: string; readonly Value: string }[];
  maxParallelSteps: number | null;
  /** The steps that run, where not all do, and the configuration that says so. */
  readonly selected: ReadonlySet<string> | null;
  readonly selectiveConfig: StartExecution["SelectiveExecutionConfig"] | null;
  readonly startTime: Date;
  status: ExecutionStatus;
  lastModifiedTime: Date;
  endTime: Date | null;
  failureReason: string | null;
  /** Steps that were reached, in the order in which they started. */
  readonly steps: StepRecord[];
}

export interface StepRecord {
  readonly step: Step;
  readonly startTime: Date;
  status: StepStatus;
  endTime: Date | null;
  failureReason: string | null;
  metadata: StepMetadata;
  /** How often it was tried. */
  attempts: number;
  /** Equal for runs that would have the same result; null for a step that is not cached. */
  cacheKey: string | null;
  /** The execution whose result was used again, instead of running the step. */
  cacheHit: string | null;
  /** The execution that a selective one has taken it from. */
  readonly copiedFrom: string | null;
  /** What later steps may refer to, once it succeeded. */
  properties: JsonObject | null;
}
