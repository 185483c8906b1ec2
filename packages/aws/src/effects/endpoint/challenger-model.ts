import { CreateModelCommand, DescribeModelCommand } from "@aws-sdk/client-sagemaker";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { alreadyExists } from "../../failure.ts";

/**
 * A model from a package version, with the role and the network of the champion's model.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-deploy.html
 *
 * @throws Refused when a model of that name exists and was made from something else.
 */
export async function createChallengerModel(model: {
  readonly name: string;
  readonly package: string;
  readonly championModel: string;
}): Promise<void> {
  const champion = await sageMaker().send(new DescribeModelCommand({ ModelName: model.championModel }));
  const { ExecutionRoleArn, VpcConfig, EnableNetworkIsolation } = champion;
  try {
    await sageMaker().send(
      new CreateModelCommand({
        ModelName: model.name,
        Containers: [{ ModelPackageName: model.package }],
        ExecutionRoleArn,
        VpcConfig,
        EnableNetworkIsolation,
      }),
    );
  } catch (error) {
    if (!alreadyExists(error)) throw error;
    const found = await sageMaker().send(new DescribeModelCommand({ ModelName: model.name }));
    const container = found.PrimaryContainer ?? found.Containers?.[0];
    if (container?.ModelPackageName !== model.package) {
      throw new Refused(
        `model ${model.name} exists and was made from ${container?.ModelPackageName ?? "no package"}, not from ${model.package}`,
        { cause: error },
      );
    }
  }
}
