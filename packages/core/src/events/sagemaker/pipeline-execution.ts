import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn } from "../../schema/fields.ts";
import { moment } from "../../schema/moment.ts";
import type { PipelineExecutionChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { status } from "./status.ts";

const detail = () =>
  z.object(
    {
      pipelineArn: sagemakerArn("pipeline", "pipeline"),
      pipelineExecutionArn: sagemakerArn("pipeline", "pipeline execution", "name/execution/id"),
      pipelineExecutionDisplayName: optionalText("a text or null"),
      currentPipelineExecutionStatus: status(["Executing", "Stopping", "Stopped", "Failed", "Succeeded"]),
      previousPipelineExecutionStatus: optionalText("a text or null"),
      executionStartTime: z.nullish(moment),
      executionEndTime: z.nullish(moment),
    },
    "an object with the pipeline execution's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * Identity: execution ARN, status, the status before it, and its end (its start while it has none). The status
 * before it tells the first start from a retry of a failed execution, which keeps ARN and start.
 */
export const pipelineExecution = eventParser<PipelineExecutionChanged, z.output<ReturnType<typeof detail>>>({
  kind: "pipeline-execution-changed",
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Model Building Pipeline Execution Status Change"],
  detail,
  happened: (execution) =>
    execution.executionEndTime ??
    (execution.previousPipelineExecutionStatus === null ? execution.executionStartTime : null),
  read({ detail: execution, at }) {
    return {
      signal: {
        kind: "pipeline-execution-changed",
        identity: identityOf(
          "pipeline-execution-changed",
          execution.pipelineExecutionArn,
          execution.currentPipelineExecutionStatus.name,
          execution.previousPipelineExecutionStatus && `after ${execution.previousPipelineExecutionStatus}`,
          execution.executionEndTime ?? execution.executionStartTime ?? null,
        ),
        at,
        pipeline: resourceName(execution.pipelineArn),
        execution: execution.pipelineExecutionArn,
        displayName: execution.pipelineExecutionDisplayName,
        status: execution.currentPipelineExecutionStatus.known,
      },
    };
  },
});
