import {
  CreateModelPackageCommand,
  type MetricsSource,
  type ModelDataQuality,
} from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, RegisterPackage } from "@driftwheel/core/vocabulary/effect.ts";
import type { PackagePlan } from "@driftwheel/core/vocabulary/retraining-job.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { writeJson } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";
import { clientToken } from "./client-token.ts";

/** Registers what a job trained, with its metrics as evaluation. The token makes a second registration no registration. */
export async function registerPackage({ plan, token }: RegisterPackage): Promise<EffectAnswer> {
  const { evaluation } = plan;
  await writeJson(s3Location(evaluation.uri), evaluation.json);
  const { baseline, told } = await baselineIn(plan);
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
        ModelQuality: { Statistics: json(evaluation.uri) },
        ...(baseline ? { ModelDataQuality: baseline } : {}),
      },
      ...(baseline ? { DriftCheckBaselines: { ModelDataQuality: baseline } } : {}),
      CustomerMetadataProperties: { ...plan.metadata },
    }),
  );
  return { package: ModelPackageArn, ...(told === null ? {} : { baseline: told }) };
}

/** As a package names it, and what the ledger says of it. What is made is put where it was, however often. */
async function baselineIn({ baseline: wanted }: PackagePlan): Promise<{
  readonly baseline: ModelDataQuality | null;
  readonly told: string | null;
}> {
  if (!wanted) return { baseline: null, told: null };
  const { statistics, constraints, from } = wanted;
  const baseline = {
    Statistics: json(statistics),
    ...(constraints === null ? {} : { Constraints: json(constraints) }),
  };
  if (from === null) return { baseline, told: statistics };
  const made = await (await import("./training-baseline.ts")).baselineOf(from);
  if (!made.ok) return { baseline: null, told: `none, as ${made.why}` };
  await writeJson(s3Location(statistics), made.statistics);
  if (constraints !== null) await writeJson(s3Location(constraints), made.constraints);
  return { baseline, told: `${statistics} of ${made.rows} rows` };
}

function json(uri: string): MetricsSource {
  return { ContentType: "application/json", S3Uri: uri };
}
