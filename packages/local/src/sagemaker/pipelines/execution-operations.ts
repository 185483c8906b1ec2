import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { page } from "../registry/page.ts";
import { parse } from "../registry/parse-request.ts";
import type { Execution, StepRecord } from "./execution/execution.ts";
import type { Executions } from "./execution/executions.ts";
import { createdBetween, sorted } from "./listing.ts";
import type { Pipelines } from "./pipelines.ts";
import {
  executionReference,
  listExecutions,
  listParameters,
  listSteps,
  retryExecution,
  startExecution,
  stopExecution,
} from "./requests.ts";

/** StartPipelineExecution and its companions. */
export function executionOperations(
  pipelines: Pipelines,
  executions: Executions,
): readonly (readonly [string, Operation])[] {
  return [
    [
      "StartPipelineExecution",
      async (input) => {
        const request = parse(startExecution, input);
        const pipeline = pipelines.find(request.PipelineName);
        const execution = executions.start(pipeline, request);
        pipelines.ran(pipeline, execution.startTime);
        return { PipelineExecutionArn: execution.arn };
      },
    ],
    [
      "StopPipelineExecution",
      async (input) => ({
        PipelineExecutionArn: executions.stop(parse(stopExecution, input).PipelineExecutionArn).arn,
      }),
    ],
    [
      "RetryPipelineExecution",
      async (input) => {
        const request = parse(retryExecution, input);
        const most = request.ParallelismConfiguration?.MaxParallelExecutionSteps;
        return { PipelineExecutionArn: executions.retry(request.PipelineExecutionArn, most).arn };
      },
    ],
    [
      "DescribePipelineExecution",
      async (input) => describe(executions.find(parse(executionReference, input).PipelineExecutionArn)),
    ],
    [
      "DescribePipelineDefinitionForExecution",
      async (input) => {
        const execution = executions.find(parse(executionReference, input).PipelineExecutionArn);
        return { PipelineDefinition: execution.definition, CreationTime: execution.startTime };
      },
    ],
    ["ListPipelineExecutions", async (input) => list(pipelines, executions, input)],
    [
      "ListPipelineExecutionSteps",
      async (input) => {
        const request = parse(listSteps, input);
        const { steps } = executions.find(request.PipelineExecutionArn);
        const { items, ...rest } = page(
          sorted(steps, ({ startTime }) => startTime.getTime(), request.SortOrder),
          request,
        );
        return { PipelineExecutionSteps: items.map(describeStep), ...rest };
      },
    ],
    [
      "ListPipelineParametersForExecution",
      async (input) => {
        const request = parse(listParameters, input);
        const { items, ...rest } = page(executions.find(request.PipelineExecutionArn).given, request);
        return { PipelineParameters: items, ...rest };
      },
    ],
  ];
}

function describe(execution: Execution): Readonly<Record<string, unknown>> {
  return wire({
    PipelineArn: execution.pipelineArn,
    PipelineExecutionArn: execution.arn,
    PipelineExecutionDisplayName: execution.displayName,
    PipelineExecutionStatus: execution.status,
    PipelineExecutionDescription: execution.description,
    FailureReason: execution.failureReason,
    CreationTime: execution.startTime,
    LastModifiedTime: execution.lastModifiedTime,
    CreatedBy: {},
    LastModifiedBy: {},
    SelectiveExecutionConfig: execution.selectiveConfig,
    ParallelismConfiguration:
      execution.maxParallelSteps === null ? null : { MaxParallelExecutionSteps: execution.maxParallelSteps },
  });
}

function list(
  pipelines: Pipelines,
  executions: Executions,
  input: Readonly<Record<string, unknown>>,
): unknown {
  const request = parse(listExecutions, input);
  const wanted = executions
    .ofPipeline(pipelines.find(request.PipelineName).arn)
    .filter(({ startTime }) => createdBetween(startTime, request));
  const key = ({ arn, startTime }: Execution) =>
    request.SortBy === "PipelineExecutionArn" ? arn : startTime.getTime();
  const { items, ...rest } = page(sorted(wanted, key, request.SortOrder), request);
  return { PipelineExecutionSummaries: items.map(summary), ...rest };
}

function summary(execution: Execution): Readonly<Record<string, unknown>> {
  return wire({
    PipelineExecutionArn: execution.arn,
    StartTime: execution.startTime,
    PipelineExecutionStatus: execution.status,
    PipelineExecutionDescription: execution.description,
    PipelineExecutionDisplayName: execution.displayName,
    PipelineExecutionFailureReason: execution.failureReason,
  });
}

function describeStep(record: StepRecord): Readonly<Record<string, unknown>> {
  return wire({
    StepName: record.step.Name,
    StepDisplayName: record.step.DisplayName,
    StepDescription: record.step.Description,
    StartTime: record.startTime,
    EndTime: record.endTime,
    StepStatus: record.status,
    FailureReason: record.failureReason,
    Metadata: record.metadata,
    AttemptCount: Math.max(record.attempts, 1),
    CacheHitResult: record.cacheHit === null ? null : { SourcePipelineExecutionArn: record.cacheHit },
    SelectiveExecutionResult:
      record.copiedFrom === null ? null : { SourcePipelineExecutionArn: record.copiedFrom },
  });
}
