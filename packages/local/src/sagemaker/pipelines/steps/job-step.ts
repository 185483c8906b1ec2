import { ServiceError } from "../../../world.ts";
import type { JobEnd, StartedJob } from "../../context.ts";
import { evaluate, type Scope, UnresolvedExpression } from "../expressions/evaluate.ts";
import { isObject, type Json, type JsonObject } from "../expressions/json.ts";
import type { StepEnd, StepWork } from "./step-work.ts";

/** A step that cannot begin: its reason becomes the step's FailureReason. */
export class StepRefused extends Error {
  override readonly name = "StepRefused";
}

/** A step's request with all expressions resolved. Rejects with StepRefused. */
export async function resolveRequest(written: Json, scope: Scope): Promise<JsonObject> {
  try {
    const request = await evaluate(written, scope);
    if (isObject(request)) return request;
    throw new StepRefused("ClientError: The step's arguments are no object.");
  } catch (error) {
    if (error instanceof UnresolvedExpression) throw new StepRefused(`ClientError: ${error.message}`);
    throw error;
  }
}

/**
 * Makes the call that a step stands for; a refusal reads as the real service writes it. Wording:
 * `ClientError: Failed to invoke sagemaker:CreateTrainingJob. Error Details: ...`, seen in answers of
 * ListPipelineExecutionSteps.
 */
export async function invoke<Made>(operation: string, call: () => Made | Promise<Made>): Promise<Made> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new StepRefused(
      `ClientError: Failed to invoke sagemaker:${operation}. Error Details: ${error.message}`,
    );
  }
}

/** The work of a step whose job runs by itself; `member` is its name in the step's metadata. */
export function followJob(member: string, job: StartedJob): StepWork {
  return {
    metadata: { [member]: { Arn: job.arn } },
    ended: job.ended.then(asStepEnd),
    stop: () => job.stop(),
  };
}

function asStepEnd(end: JobEnd): StepEnd {
  switch (end.status) {
    case "Completed":
      return { status: "Succeeded", properties: end.description };
    case "Failed":
      return { status: "Failed", reason: `ClientError: ${end.failureReason ?? "The job failed."}` };
    case "Stopped":
      return { status: "Stopped" };
  }
}

/** Tags that the service puts on what a pipeline makes, beside the step's own. */
export function withExecutionTag(request: JsonObject, executionArn: string): JsonObject {
  const own = Array.isArray(request.Tags) ? request.Tags : [];
  return { ...request, Tags: [...own, { Key: "sagemaker:pipeline-execution-arn", Value: executionArn }] };
}
