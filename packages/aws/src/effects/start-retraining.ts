import { InvokeCommand } from "@aws-sdk/client-lambda";
import {
  CreateAutoMLJobV2Command,
  type CreateAutoMLJobV2CommandInput,
  CreateHyperParameterTuningJobCommand,
  type CreateHyperParameterTuningJobCommandInput,
  CreateTrainingJobCommand,
  type CreateTrainingJobCommandInput,
  DescribeAutoMLJobV2Command,
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  type Tag,
} from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, StartRetraining } from "@driftwheel/core/vocabulary/effect.ts";
import type { JsonObject, RetrainingJob } from "@driftwheel/core/vocabulary/retraining-job.ts";
import { lambda } from "../clients/lambda.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";

/** Starts what retrains where no pipeline does. Its name makes a second start no start: SageMaker refuses a name that is taken. */
export async function startRetraining({ job, model, token }: StartRetraining): Promise<EffectAnswer> {
  switch (job.kind) {
    case "training-job":
    case "tuning-job":
    case "automl-job":
      return { execution: await onceByName(job.kind, job, model) };
    case "state-machine":
      return { execution: await (await import("./start-execution.ts")).startExecution(job) };
    case "function":
      return await callFunction(job, token);
  }
}

/** By which a job's event is known to concern the model. */
const modelTag = "driftwheel:model";

type SageMakerJob = Extract<RetrainingJob, { readonly request: JsonObject }>;

async function onceByName(
  kind: SageMakerJob["kind"],
  { name, request }: SageMakerJob,
  model: string,
): Promise<string> {
  const others = tagsOf(request).filter(({ Key }) => Key !== modelTag);
  const tagged = { ...request, Tags: [...others, { Key: modelTag, Value: model }] };
  try {
    return await create(kind, name, tagged);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceInUse") throw error;
    const found = await arnOf(kind, name).catch((missing: unknown) => {
      // A description that fails otherwise says nothing of the job: it is asked again.
      if (!isNotFound(missing)) throw missing;
      return null;
    });
    // Another refusal has the same name: a limit of running jobs, for one.
    if (found === null) throw error;
    return found;
  }
}

/** A team's template is a request as SageMaker takes it; SageMaker says what is wrong with it. */
async function create(kind: SageMakerJob["kind"], name: string, request: JsonObject): Promise<string> {
  switch (kind) {
    case "training-job": {
      const input = { ...request, TrainingJobName: name } as unknown as CreateTrainingJobCommandInput;
      return (await sageMaker().send(new CreateTrainingJobCommand(input))).TrainingJobArn ?? name;
    }
    case "tuning-job": {
      const named = { ...request, HyperParameterTuningJobName: name };
      const input = named as unknown as CreateHyperParameterTuningJobCommandInput;
      const answer = await sageMaker().send(new CreateHyperParameterTuningJobCommand(input));
      return answer.HyperParameterTuningJobArn ?? name;
    }
    case "automl-job": {
      const input = { ...request, AutoMLJobName: name } as unknown as CreateAutoMLJobV2CommandInput;
      return (await sageMaker().send(new CreateAutoMLJobV2Command(input))).AutoMLJobArn ?? name;
    }
  }
}

async function arnOf(kind: SageMakerJob["kind"], name: string): Promise<string> {
  switch (kind) {
    case "training-job": {
      const found = await sageMaker().send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
      return found.TrainingJobArn ?? name;
    }
    case "tuning-job": {
      const found = await sageMaker().send(
        new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
      );
      return found.HyperParameterTuningJobArn ?? name;
    }
    case "automl-job": {
      const found = await sageMaker().send(new DescribeAutoMLJobV2Command({ AutoMLJobName: name }));
      return found.AutoMLJobArn ?? name;
    }
  }
}

function tagsOf({ Tags }: JsonObject): readonly Tag[] {
  return Array.isArray(Tags) ? Tags : [];
}

/** Called without waiting; it may come twice, and is told a token to know that by. */
async function callFunction(
  { function: FunctionName, name, input }: Extract<RetrainingJob, { readonly kind: "function" }>,
  token: string,
): Promise<EffectAnswer> {
  await lambda().send(
    new InvokeCommand({
      FunctionName,
      InvocationType: "Event",
      Payload: new TextEncoder().encode(JSON.stringify({ ...input, token })),
    }),
  );
  return { execution: name };
}
