import type { ParameterValue } from "../definition/parameter.ts";
import type { Step } from "../definition/step.ts";
import type { JsonObject } from "../expressions/json.ts";
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
  readonly maxParallelSteps: number | null;
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
  /** What later steps may refer to, once it succeeded. */
  properties: JsonObject | null;
}
