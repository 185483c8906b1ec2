import type { PipelineExecutionStep, StartPipelineExecutionRequest } from "@aws-sdk/client-sagemaker";
import { role } from "../../testing/images.ts";
import { type LocalSageMaker, until } from "../../testing/local-sagemaker.ts";

export interface Ended {
  readonly arn: string;
  readonly status: string | undefined;
  readonly steps: Readonly<Record<string, PipelineExecutionStep>>;
}

type More = Partial<StartPipelineExecutionRequest>;

let made = 0;

/** Makes a pipeline of these steps; answers its name. */
export async function createPipeline(
  { sagemaker }: LocalSageMaker,
  steps: readonly object[],
  parameters: readonly object[] = [],
): Promise<string> {
  made += 1;
  const PipelineName = `steps-${made}`;
  await sagemaker.createPipeline({
    PipelineName,
    RoleArn: role,
    PipelineDefinition: JSON.stringify({ Version: "2020-12-01", Parameters: parameters, Steps: steps }),
  });
  return PipelineName;
}

export async function start(local: LocalSageMaker, PipelineName: string, more: More = {}): Promise<string> {
  const { PipelineExecutionArn = "" } = await local.sagemaker.startPipelineExecution({
    PipelineName,
    ClientRequestToken: crypto.randomUUID(),
    ...more,
  });
  return PipelineExecutionArn;
}

/** Waits for the end of an execution. */
export async function ended(local: LocalSageMaker, arn: string): Promise<Ended> {
  const { PipelineExecutionStatus: status } = await until(
    () => local.sagemaker.describePipelineExecution({ PipelineExecutionArn: arn }),
    ({ PipelineExecutionStatus }) => !/Executing|Stopping/.test(PipelineExecutionStatus ?? ""),
  );
  return { arn, status, steps: await stepsOf(local, arn) };
}

export async function stepsOf(
  { sagemaker }: LocalSageMaker,
  arn: string,
): Promise<Readonly<Record<string, PipelineExecutionStep>>> {
  const { PipelineExecutionSteps = [] } = await sagemaker.listPipelineExecutionSteps({
    PipelineExecutionArn: arn,
  });
  return Object.fromEntries(PipelineExecutionSteps.map((step) => [step.StepName ?? "", step]));
}

/** Makes a pipeline and runs it once. */
export async function run(local: LocalSageMaker, steps: readonly object[], more: More = {}): Promise<Ended> {
  return await ended(local, await start(local, await createPipeline(local, steps), more));
}
