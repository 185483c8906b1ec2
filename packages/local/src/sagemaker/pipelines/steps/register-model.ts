import type { RegisterModelStep } from "../definition/step.ts";
import { isObject, type Json, type JsonObject } from "../expressions/json.ts";
import { invoke, resolveRequest } from "./job-step.ts";
import { atOnce, type StepEnvironment, type StepWork } from "./step-work.ts";

/** Registers a version in a model package group, marked as made by this execution: versions cannot have tags. */
export async function registerModel(
  step: RegisterModelStep,
  environment: StepEnvironment,
): Promise<StepWork> {
  const { scope, jobs, executionArn } = environment;
  const request = await resolveRequest(step.Arguments as Json, scope);
  const made = await invoke("CreateModelPackage", () =>
    jobs.createModelPackage(markGenerated(request, executionArn)),
  );
  const metadata = { RegisterModel: { Arn: made.arn } };
  return atOnce(metadata, { status: "Succeeded", properties: made.description });
}

function markGenerated(request: JsonObject, executionArn: string): JsonObject {
  const own = request.MetadataProperties;
  return {
    ...request,
    MetadataProperties: { GeneratedBy: executionArn, ...(isObject(own) ? own : {}) },
  };
}
