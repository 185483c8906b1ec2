import {
  DescribeModelPackageCommand,
  type DescribeModelPackageOutput,
  type ModelPackageContainerDefinition,
} from "@aws-sdk/client-sagemaker";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import type { ModelContainer } from "@driftwheel/core/vocabulary/fact.ts";
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

interface ModelData {
  readonly modelDataUrl: string | null;
  /** Why it is not known which container's it is. */
  readonly why?: string;
}

/**
 * Where the weights lie: of the container that is named, else of the only one, else of the only one that has any. An
 * inference pipeline's first container is mostly its preprocessor, so of several none is guessed.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ModelPackageContainerDefinition.html
 */
export function modelData(
  { InferenceSpecification }: DescribeModelPackageOutput,
  wanted: ModelContainer | undefined,
): ModelData {
  const containers = InferenceSpecification?.Containers ?? [];
  if (wanted !== undefined) {
    const named =
      typeof wanted === "number"
        ? containers[wanted - 1]
        : containers.find(({ ContainerHostname }) => ContainerHostname === wanted);
    if (named) return { modelDataUrl: dataOf(named) };
    return {
      modelDataUrl: null,
      why: `the package has no container ${wanted}, which the policy's retrain.modelContainer names; it has ${inWords(containers)}`,
    };
  }
  const having = containers.filter((container) => dataOf(container) !== null);
  const [only, ...others] = having;
  if (only === undefined || others.length === 0) return { modelDataUrl: only ? dataOf(only) : null };
  return {
    modelDataUrl: null,
    why: `${having.length} containers of the package have some, and the policy's retrain.modelContainer names none of ${inWords(containers)}`,
  };
}

/** An archive, or the prefix of what is not compressed. */
function dataOf({ ModelDataUrl, ModelDataSource }: ModelPackageContainerDefinition): string | null {
  return ModelDataUrl ?? ModelDataSource?.S3DataSource?.S3Uri ?? null;
}

function inWords(containers: readonly ModelPackageContainerDefinition[]): string {
  return (
    containers.map(({ ContainerHostname }, index) => ContainerHostname ?? `number ${index + 1}`).join(", ") ||
    "none"
  );
}
