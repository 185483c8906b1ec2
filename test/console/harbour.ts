import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SageMaker, waitUntilEndpointInService } from "@aws-sdk/client-sagemaker";
import { pack } from "@driftwheel/local/sagemaker/containers/archive.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";

export interface Harbour {
  readonly local: LocalServer;
  /** Registers a version, which the gate lets pass; answers its ARN. */
  register(): Promise<string>;
  /** As the model registry has it. */
  approval(arn: string): Promise<string | undefined>;
  /** The model as the API tells it to the page. */
  state(): Promise<HarbourState>;
  /** Gives a command on the model as it is now, as another page of the same person would. */
  give(command: string, body?: object): Promise<void>;
  close(): Promise<void>;
}

/** Of the model's state what tests look at. */
interface HarbourState {
  readonly sequence: number;
  readonly approvals: readonly unknown[];
  readonly rollout: unknown;
}

interface Wanted {
  /** Who opens the page is this; an approver unless given. */
  readonly role?: "reader" | "operator";
  /** Whether the model's endpoint is there, so that a rollout can start. */
  readonly endpoint?: boolean;
  /** Words for Node that stand for the example. */
  readonly example?: readonly string[];
}

/** What the browser says of a request of the server's own page. */
const ownPage = { "sec-fetch-site": "same-origin" };

/** The small AWS with Driftwheel and a model whose candidates wait for a person. */
export async function startHarbour({ role, endpoint = false, example }: Wanted = {}): Promise<Harbour> {
  const local = await startLocal({
    seed: 17,
    functions: true,
    schedules: { monitor: 0, quality: 0, sweep: 0 },
    anyImage: true,
    ...(example && { example: { program: example, impossible: null } }),
    environment: {
      DRIFTWHEEL_FLEET: join(import.meta.dirname, "fleet.ts"),
      ...(role === undefined ? {} : { DRIFTWHEEL_API_ROLES: JSON.stringify({ [role]: ["*"] }) }),
    },
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
  // What serves only echoes, whatever it is given.
  await s3.send(
    new PutObjectCommand({
      Bucket: "harbour",
      Key: "model.tar.gz",
      Body: await pack(join(temporaryFolder(), "model")),
    }),
  );
  s3.destroy();
  await sagemaker.createModelPackageGroup({ ModelPackageGroupName: "harbour" });
  if (endpoint) await serve(sagemaker);
  const state = async () => {
    const response = await fetch(`${local.apiUrl}/models/harbour`, { headers: ownPage });
    // The API's own answer; its document says its form.
    return (await response.json()) as HarbourState;
  };
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
    state,
    async give(command, body = {}) {
      const { sequence } = await state();
      const response = await fetch(`${local.apiUrl}/models/harbour/${command}`, {
        method: "POST",
        headers: { ...ownPage, "content-type": "application/json", "idempotency-key": randomUUID() },
        body: JSON.stringify({ reason: "Storm.", expectedSequence: sequence, ...body }),
      });
      if (!response.ok) throw new Error(`${command}: ${await response.text()}`);
    },
    async close() {
      sagemaker.destroy();
      await local.close();
    },
  };
}

/** A first champion, made from no package of the registry. */
async function serve(sagemaker: SageMaker): Promise<void> {
  const names = { ModelName: "harbour-first", EndpointConfigName: "harbour-first" };
  await sagemaker.createModel({
    ModelName: names.ModelName,
    ExecutionRoleArn: "arn:aws:iam::111122223333:role/harbour",
    PrimaryContainer: { Image: "harbour:1", ModelDataUrl: "s3://harbour/model.tar.gz" },
  });
  await sagemaker.createEndpointConfig({
    EndpointConfigName: names.EndpointConfigName,
    // Looks every ten seconds read periods of ten seconds.
    MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 },
    ProductionVariants: [
      {
        VariantName: "first",
        ModelName: names.ModelName,
        InitialInstanceCount: 1,
        InstanceType: "ml.m5.large",
        InitialVariantWeight: 1,
      },
    ],
  });
  await sagemaker.createEndpoint({
    EndpointName: "harbour-prod",
    EndpointConfigName: names.EndpointConfigName,
  });
  await waitUntilEndpointInService(
    { client: sagemaker, minDelay: 1, maxDelay: 1, maxWaitTime: 60 },
    { EndpointName: "harbour-prod" },
  );
}
