import type { ModelStep } from "../definition/step.ts";
import type { Json } from "../expressions/json.ts";
import { invoke, resolveRequest, withExecutionTag } from "./job-step.ts";
import { atOnce, type StepEnvironment, type StepWork } from "./step-work.ts";

/** Creates a model. The service names it: a name in the definition is overwritten. */
export async function createModel(step: ModelStep, environment: StepEnvironment): Promise<StepWork> {
  const { scope, jobs, executionArn } = environment;
  const written = await resolveRequest(step.Arguments as Json, scope);
  const request = withExecutionTag({ ...written, ModelName: environment.jobName(step.Name) }, executionArn);
  const made = await invoke("CreateModel", () => jobs.createModel(request));
  return atOnce({ Model: { Arn: made.arn } }, { status: "Succeeded", properties: made.description });
}
