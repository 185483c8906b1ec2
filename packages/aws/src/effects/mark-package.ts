import { DescribeModelPackageCommand, UpdateModelPackageCommand } from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, MarkPackage } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { clientToken } from "./client-token.ts";

/** Writes where a package stands in its life, unless it stands there already. */
export async function markPackage(effect: MarkPackage): Promise<EffectAnswer> {
  const { ModelLifeCycle } = await sageMaker().send(
    new DescribeModelPackageCommand({ ModelPackageName: effect.package }),
  );
  if (ModelLifeCycle?.Stage === effect.stage && ModelLifeCycle.StageStatus === effect.stageStatus) return {};
  await sageMaker().send(
    new UpdateModelPackageCommand({
      ModelPackageArn: effect.package,
      ModelLifeCycle: {
        Stage: effect.stage,
        StageStatus: effect.stageStatus,
        StageDescription: effect.description.slice(0, 1024),
      },
      ClientToken: clientToken(effect.token),
    }),
  );
  return {};
}
