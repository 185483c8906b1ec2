import { CreateTransformJobCommand, DescribeTransformJobCommand } from "@aws-sdk/client-sagemaker";
import type { CreateTransformJob, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { alreadyExists } from "../../failure.ts";
import { createChallengerModel } from "../endpoint/challenger-model.ts";

/**
 * Has the challenger transform what another job did: the same objects, in the same pieces, on the same instances. It captures
 * nothing, so that nobody takes its rows for requests. A job's name is unique in the account and is never free again, which
 * makes this safe to repeat.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html
 *
 * @throws Refused when the other job used another model than expected, or a job of that name is another's
 */
export async function createTransformJob(effect: CreateTransformJob): Promise<EffectAnswer> {
  const { job, of, output, uses, championModel } = effect;
  const followed = await described(of);
  if (followed.ModelName !== championModel) {
    throw new Refused(
      `transform job ${of} used model ${followed.ModelName}, and the champion's is ${championModel}: their answers are no pair`,
    );
  }
  await createChallengerModel({ name: uses, package: effect.package, championModel });
  try {
    await sageMaker().send(
      new CreateTransformJobCommand({
        TransformJobName: job,
        ModelName: uses,
        MaxConcurrentTransforms: followed.MaxConcurrentTransforms,
        ModelClientConfig: followed.ModelClientConfig,
        MaxPayloadInMB: followed.MaxPayloadInMB,
        BatchStrategy: followed.BatchStrategy,
        Environment: followed.Environment,
        TransformInput: followed.TransformInput,
        TransformOutput: { ...followed.TransformOutput, S3OutputPath: output },
        TransformResources: followed.TransformResources,
        DataProcessing: followed.DataProcessing,
      }),
    );
  } catch (error) {
    if (!alreadyExists(error)) throw error;
    const { ModelName } = await described(job);
    if (ModelName !== uses) {
      throw new Refused(`transform job ${job} exists and uses model ${ModelName}, not ${uses}`, {
        cause: error,
      });
    }
  }
  return {};
}

function described(name: string) {
  return sageMaker().send(new DescribeTransformJobCommand({ TransformJobName: name }));
}
