import type { ModelPackage } from "./model-package.ts";
import { packageFacts } from "./package-view.ts";

/** An event of the registry, without the envelope. */
export interface RegistryEvent {
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  readonly time: Date;
}

/**
 * A package was made (`updated` is null) or changed: then the event repeats everything, the approval status
 * too, and only `UpdatedModelPackageFields` tells what the change was.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function packageChanged(modelPackage: ModelPackage, updated: readonly string[] | null): RegistryEvent {
  const { identity, content, afterModification } = packageFacts(modelPackage);
  return {
    detailType: "SageMaker Model Package State Change",
    resources: [modelPackage.arn],
    time: modelPackage.lastModifiedTime,
    detail: {
      ...identity,
      CreationTime: modelPackage.creationTime.getTime(),
      ...content,
      LastModifiedTime: modelPackage.lastModifiedTime.getTime(),
      ...afterModification,
      ...(updated === null ? {} : { UpdatedModelPackageFields: updated }),
    },
  };
}
