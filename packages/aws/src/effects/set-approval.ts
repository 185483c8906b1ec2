import { DescribeModelPackageCommand, UpdateModelPackageCommand } from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, SetApproval } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { clientToken } from "./client-token.ts";

/** Approves or rejects a model package version, unless it is so already. */
export async function setApproval(effect: SetApproval): Promise<EffectAnswer> {
  const { ModelApprovalStatus } = await sageMaker().send(
    new DescribeModelPackageCommand({ ModelPackageName: effect.package }),
  );
  if (ModelApprovalStatus === effect.approval) return {};
  await sageMaker().send(
    new UpdateModelPackageCommand({
      ModelPackageArn: effect.package,
      ModelApprovalStatus: effect.approval,
      ApprovalDescription: effect.description.slice(0, 1024),
      ClientToken: clientToken(effect.token),
    }),
  );
  return {};
}
