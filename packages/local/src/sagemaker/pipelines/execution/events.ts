import type { Json } from "../expressions/json.ts";
import type { StepMetadata } from "../steps/step-work.ts";
import type { Execution, ExecutionStatus, StepRecord, StepStatus } from "./execution.ts";

/** An event of the pipelines, without the envelope. */
export interface PipelineEvent {
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  readonly time: Date;
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html */
export function executionChanged(execution: Execution, previous: ExecutionStatus | null): PipelineEvent {
  return {
    detailType: "SageMaker Model Building Pipeline Execution Status Change",
    resources: [execution.pipelineArn, execution.arn],
    time: execution.lastModifiedTime,
    detail: {
      pipelineExecutionDisplayName: execution.displayName,
      currentPipelineExecutionStatus: execution.status,
      ...(previous === null ? {} : { previousPipelineExecutionStatus: previous }),
      executionStartTime: iso(execution.startTime),
      ...(execution.endTime === null ? {} : { executionEndTime: iso(execution.endTime) }),
      ...(execution.description === null ? {} : { pipelineExecutionDescription: execution.description }),
      pipelineArn: execution.pipelineArn,
      pipelineExecutionArn: execution.arn,
    },
  };
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html */
export function stepChanged(
  execution: Execution,
  record: StepRecord,
  previous: StepStatus | null,
): PipelineEvent {
  return {
    detailType: "SageMaker Model Building Pipeline Execution Step Status Change",
    resources: [execution.pipelineArn, execution.arn],
    time: record.endTime ?? record.startTime,
    detail: {
      metadata: lowerCamel(record.metadata),
      stepStartTime: iso(record.startTime),
      ...(record.endTime === null ? {} : { stepEndTime: iso(record.endTime) }),
      stepName: record.step.Name,
      stepType: record.step.Type,
      ...(previous === null ? {} : { previousStepStatus: previous }),
      currentStepStatus: record.status,
      ...(record.failureReason === null ? {} : { failureReason: record.failureReason }),
      pipelineArn: execution.pipelineArn,
      pipelineExecutionArn: execution.arn,
    },
  };
}

/** Events spell `TrainingJob: { Arn }` as `trainingJob: { arn }`. */
function lowerCamel(metadata: StepMetadata): Readonly<Record<string, Readonly<Record<string, Json>>>> {
  return lowered(metadata, (members) => lowered(members, (value) => value));
}

function lowered<From, To>(
  object: Readonly<Record<string, From>>,
  each: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      each(value),
    ]),
  );
}

/** Pipelines' events tell time in whole seconds. */
function iso(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, "Z");
}
