import { ListModelPackagesCommand } from "@aws-sdk/client-sagemaker";
import type { PackagesFact } from "@driftwheel/core/vocabulary/fact.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";

/** More versions than this do not come into being between two sweeps. */
const newest = 20;

/**
 * The newest versions of a package group; none when there is no such group yet.
 *
 * @param group its name, or the ARN by which another account shares it:
 *   https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModelPackages.html
 */
export async function findPackages(group: string): Promise<PackagesFact> {
  try {
    const { ModelPackageSummaryList } = await sageMaker().send(
      new ListModelPackagesCommand({
        ModelPackageGroupName: group,
        SortBy: "CreationTime",
        SortOrder: "Descending",
        MaxResults: newest,
      }),
    );
    return {
      versions: (ModelPackageSummaryList ?? []).flatMap(
        ({ ModelPackageArn, ModelPackageVersion, ModelPackageStatus, ModelApprovalStatus }) =>
          ModelPackageArn && ModelPackageVersion
            ? [
                {
                  arn: ModelPackageArn,
                  version: ModelPackageVersion,
                  status: ModelPackageStatus ?? "Unknown",
                  approval: ModelApprovalStatus ?? null,
                },
              ]
            : [],
      ),
    };
  } catch (error) {
    if (isNotFound(error)) return { versions: [] };
    throw error;
  }
}
