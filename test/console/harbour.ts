import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SageMaker } from "@aws-sdk/client-sagemaker";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";

export interface Harbour {
  readonly local: LocalServer;
  /** Registers a version, which the gate lets pass; answers its ARN. */
  register(): Promise<string>;
  /** As the model registry has it. */
  approval(arn: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** The small AWS with Driftwheel and one model, whose candidates wait for a person. */
export async function startHarbour(): Promise<Harbour> {
  const local = await startLocal({
    seed: 17,
    functions: true,
    schedules: { monitor: 0, quality: 0, sweep: 0 },
    environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "../e2e/model-monitor/fleet.ts") },
  });
  const settings = {
    endpoint: local.url,
    region: local.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const sagemaker = new SageMaker(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "harbour" }));
  await s3.send(
    new PutObjectCommand({
      Bucket: "harbour",
      Key: "evaluation.json",
      Body: JSON.stringify({ regression_metrics: { mae: { value: 2.25 } } }),
    }),
  );
  s3.destroy();
  await sagemaker.createModelPackageGroup({ ModelPackageGroupName: "harbour" });
  return {
    local,
    async register() {
      const { ModelPackageArn } = await sagemaker.createModelPackage({
        ModelPackageGroupName: "harbour",
        ModelApprovalStatus: "PendingManualApproval",
        InferenceSpecification: {
          Containers: [{ Image: "harbour:1", ModelDataUrl: "s3://harbour/model.tar.gz" }],
          SupportedContentTypes: ["text/csv"],
          SupportedResponseMIMETypes: ["text/csv"],
        },
        ModelMetrics: {
          ModelQuality: {
            Statistics: { ContentType: "application/json", S3Uri: "s3://harbour/evaluation.json" },
          },
        },
      });
      if (!ModelPackageArn) throw new Error("The registry answered no ARN.");
      return ModelPackageArn;
    },
    async approval(arn) {
      const { ModelApprovalStatus } = await sagemaker.describeModelPackage({ ModelPackageName: arn });
      return ModelApprovalStatus;
    },
    async close() {
      sagemaker.destroy();
      await local.close();
    },
  };
}
