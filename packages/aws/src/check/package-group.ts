import { DescribeModelPackageGroupCommand } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";

/** The group's status; null when there is no such group. @param group name or ARN */
export async function packageGroupStatus(group: string): Promise<string | null> {
  try {
    const { ModelPackageGroupStatus } = await sageMaker().send(
      new DescribeModelPackageGroupCommand({ ModelPackageGroupName: group }),
    );
    return ModelPackageGroupStatus ?? "Unknown";
  } catch (error) {
    // "ModelPackageGroup ... does not exist."
    if (isNotFound(error)) return null;
    throw error;
  }
}
