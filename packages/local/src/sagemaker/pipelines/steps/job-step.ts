import { ServiceError } from "../../../world.ts";
import type { JobEnd, StartedJob } from "../../context.ts";
import type { ExceptionType } from "../definition/retry-policy.ts";
import { evaluate, type Scope, UnresolvedExpression } from "../expressions/evaluate.ts";
import { isObject, type Json, type JsonObject } from "../expressions/json.ts";
import type { StepEnd, StepWork } from "./step-work.ts";

/** A step that cannot begin: its reason becomes the step's FailureReason. */
export class StepRefused extends Error {
  override readonly name = "StepRefused";
  /** What a retry policy would call it; null for what is not tried again. */
  readonly exception: ExceptionType | null;
  constructor(message: string, exception: ExceptionType | null = null) {
    super(message);
    this.exception = exception;
  }
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
      `ClientError: Failed to invoke ${operation}. Error Details: ${error.message}`,
      exceptionOf(error),
    );
  }
}

function exceptionOf({ code, status }: ServiceError): ExceptionType | null {
  if (/^Throttl|TooManyRequests/.test(code)) return "Step.THROTTLING";
  if (code === "ResourceLimitExceeded") return "SageMaker.RESOURCE_LIMIT";
  return status >= 500 ? "Step.SERVICE_FAULT" : null;
}

/** The work of a step whose job runs by itself; `member` is its name in the step's metadata. */
export function followJob(member: string, job: StartedJob): StepWork {
  return {
    metadata: { [member]: { Arn: job.arn } },
    ended: job.ended.then(asStepEnd),
    stop: () => job.stop(),
  };
}

export function asStepEnd(end: JobEnd): StepEnd {
  switch (end.status) {
    case "Completed":
      return { status: "Succeeded", properties: end.description };
    case "Failed": {
      const reason = end.failureReason ?? "The job failed.";
      return { status: "Failed", reason: `ClientError: ${reason}`, exception: exceptionIn(reason) };
    }
    case "Stopped":
      return { status: "Stopped" };
  }
}

function exceptionIn(reason: string): ExceptionType | null {
  if (reason.startsWith("InternalServerError")) return "SageMaker.JOB_INTERNAL_ERROR";
  return reason.startsWith("CapacityError") ? "SageMaker.CAPACITY_ERROR" : null;
}
