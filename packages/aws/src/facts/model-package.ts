import { DescribeModelPackageCommand, type DescribeModelPackageOutput } from "@aws-sdk/client-sagemaker";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";

/** @throws BadInput when there is no such model package. */
export async function describePackage(arn: string): Promise<DescribeModelPackageOutput> {
  try {
    return await sageMaker().send(new DescribeModelPackageCommand({ ModelPackageName: arn }));
  } catch (error) {
    if (isNotFound(error)) throw new BadInput(`There is no model package ${arn}.`, { cause: error });
    throw error;
  }
}

/** Where the weights lie; a package's first container has them. */
export function modelDataUrl({ InferenceSpecification }: DescribeModelPackageOutput): string | null {
  const container = InferenceSpecification?.Containers?.[0];
  return container?.ModelDataUrl ?? container?.ModelDataSource?.S3DataSource?.S3Uri ?? null;
}
