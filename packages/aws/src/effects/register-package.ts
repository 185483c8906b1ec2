import { CreateModelPackageCommand } from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, RegisterPackage } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { writeJson } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";
import { clientToken } from "./client-token.ts";

/** Registers what a job trained, with its metrics as evaluation. The token makes a second registration no registration. */
export async function registerPackage({ plan, token }: RegisterPackage): Promise<EffectAnswer> {
  const { evaluation } = plan;
  await writeJson(s3Location(evaluation.uri), evaluation.json);
  const { ModelPackageArn = "" } = await sageMaker().send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: plan.group,
      ModelPackageDescription: plan.description.slice(0, 1024),
      ModelApprovalStatus: "PendingManualApproval",
      ClientToken: clientToken(token),
      InferenceSpecification: {
        Containers: plan.containers.map(({ image, modelDataUrl, environment }) => ({
          Image: image,
          ...(modelDataUrl === null ? {} : { ModelDataUrl: modelDataUrl }),
          ...(Object.keys(environment).length === 0 ? {} : { Environment: { ...environment } }),
        })),
        SupportedContentTypes: [...plan.contentTypes],
        SupportedResponseMIMETypes: [...plan.responseTypes],
      },
      ModelMetrics: {
        ModelQuality: { Statistics: { ContentType: "application/json", S3Uri: evaluation.uri } },
      },
      CustomerMetadataProperties: { ...plan.metadata },
    }),
  );
  return { package: ModelPackageArn };
}
