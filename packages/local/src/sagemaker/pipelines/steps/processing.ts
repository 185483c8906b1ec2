import type { ProcessingStep } from "../definition/step.ts";
import type { Json } from "../expressions/json.ts";
import { followJob, invoke, resolveRequest, withExecutionTag } from "./job-step.ts";
import type { StepEnvironment, StepWork } from "./step-work.ts";

/** Runs a processing job. The service names it: a name in the definition is overwritten. */
export async function startProcessing(step: ProcessingStep, environment: StepEnvironment): Promise<StepWork> {
  const { scope, jobs, executionArn } = environment;
  const written = await resolveRequest(step.Arguments as Json, scope);
  const request = withExecutionTag(
    { ...written, ProcessingJobName: environment.jobName(step.Name) },
    executionArn,
  );
  return followJob(
    "ProcessingJob",
    await invoke("CreateProcessingJob", () => jobs.startProcessingJob(request)),
  );
}
