import type { TrainingStep } from "../definition/step.ts";
import type { Json } from "../expressions/json.ts";
import { followJob, invoke, resolveRequest, withExecutionTag } from "./job-step.ts";
import type { StepEnvironment, StepWork } from "./step-work.ts";

/** Runs a training job. The service names it: a name in the definition is overwritten. */
export async function startTraining(step: TrainingStep, environment: StepEnvironment): Promise<StepWork> {
  const { scope, jobs, executionArn } = environment;
  const written = await resolveRequest(step.Arguments as Json, scope);
  const request = withExecutionTag(
    { ...written, TrainingJobName: environment.jobName(step.Name) },
    executionArn,
  );
  return followJob("TrainingJob", await invoke("CreateTrainingJob", () => jobs.startTrainingJob(request)));
}
