import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn, text } from "../../schema/fields.ts";
import { moment } from "../../schema/moment.ts";
import type { PipelineStepChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { status } from "./status.ts";

const detail = () =>
  z.object(
    {
      pipelineArn: sagemakerArn("pipeline", "pipeline"),
      pipelineExecutionArn: sagemakerArn("pipeline", "pipeline execution", "name/execution/id"),
      stepName: text("the step's name"),
      stepType: optionalText('the step\'s type such as "Training"'),
      currentStepStatus: status(["Starting", "Executing", "Stopping", "Stopped", "Failed", "Succeeded"]),
      failureReason: optionalText("a text or null"),
      stepStartTime: z.nullish(moment),
      stepEndTime: z.nullish(moment),
    },
    "an object with the pipeline step's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * Identity: execution ARN, step, status, and the step's end (its start while it has none): a retried step
 * has other times.
 */
export const pipelineStep = eventParser<PipelineStepChanged, z.output<ReturnType<typeof detail>>>({
  kind: "pipeline-step-changed",
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Model Building Pipeline Execution Step Status Change"],
  detail,
  happened: (step) => step.stepEndTime,
  read({ detail: step, at }) {
    return {
      signal: {
        kind: "pipeline-step-changed",
        identity: identityOf(
          "pipeline-step-changed",
          step.pipelineExecutionArn,
          step.stepName,
          step.currentStepStatus.name,
          step.stepEndTime ?? step.stepStartTime ?? null,
        ),
        at,
        pipeline: resourceName(step.pipelineArn),
        execution: step.pipelineExecutionArn,
        step: step.stepName,
        stepType: step.stepType ?? "Unknown",
        status: step.currentStepStatus.name,
        failureReason: step.failureReason,
      },
    };
  },
});
