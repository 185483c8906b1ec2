import { setTimeout as wait } from "node:timers/promises";
import { CopyObjectCommand } from "@aws-sdk/client-s3";
import {
  type AsyncInferenceConfig,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateInferenceComponentCommand,
  CreateModelCommand,
  DescribeInferenceComponentCommand,
  DescribeModelPackageCommand,
  type ProductionVariantServerlessConfig,
  type SageMakerClient,
  waitUntilEndpointInService,
} from "@aws-sdk/client-sagemaker";
import { s3 } from "@driftwheel/aws/clients/s3.ts";
import { s3Location } from "@driftwheel/aws/s3/s3-location.ts";

export interface Champion {
  readonly endpoint: string;
  /** Name of the SageMaker model; that of the endpoint's configuration begins with it. */
  readonly model: string;
  readonly role: string;
  readonly capture: string;
  readonly modelPackage: string;
  /** Where it has no server: memory and how many requests at once; SageMaker captures nothing of it. */
  readonly serverless?: ProductionVariantServerlessConfig;
  /** The inference component that serves it, where the endpoint hosts components; nothing is captured then. */
  readonly component?: string;
  /** The artifact of a multi-model endpoint that it is, right below a prefix in S3; nothing is captured then. */
  readonly targetModel?: { readonly artifact: string; readonly under: string };
  /** Where it queues requests: where its answers go and whom it tells. Its topics tell what was asked, so nothing is captured. */
  readonly asynchronous?: AsyncInferenceConfig;
}

/** Puts the first champion on its endpoint: every request captured, metrics every 10 seconds. */
export async function deployChampion(
  sagemaker: SageMakerClient,
  {
    endpoint,
    model,
    role,
    capture,
    modelPackage,
    serverless,
    asynchronous,
    component,
    targetModel,
  }: Champion,
): Promise<void> {
  const config = `${model}-config`;
  if (targetModel) await createMany(sagemaker, { model, role, modelPackage }, targetModel);
  else await createModel(sagemaker, { model, role, modelPackage });
  await sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: config,
      ProductionVariants: [
        {
          VariantName: "champion",
          ...(component === undefined ? { ModelName: model, InitialVariantWeight: 100 } : {}),
          ...(serverless
            ? { ServerlessConfig: serverless }
            : { InstanceType: "ml.m5.large", InitialInstanceCount: 1 }),
        },
      ],
      ...(component === undefined ? {} : { ExecutionRoleArn: role }),
      AsyncInferenceConfig: asynchronous,
      ...(serverless || asynchronous || targetModel || component !== undefined
        ? {}
        : {
            DataCaptureConfig: {
              EnableCapture: true,
              InitialSamplingPercentage: 100,
              DestinationS3Uri: capture,
              CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Output" }],
              CaptureContentTypeHeader: { CsvContentTypes: ["text/csv"] },
            },
          }),
      MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 },
    }),
  );
  await sagemaker.send(new CreateEndpointCommand({ EndpointName: endpoint, EndpointConfigName: config }));
  await waitUntilEndpointInService(
    { client: sagemaker, maxWaitTime: 60, minDelay: 0.2, maxDelay: 1 },
    { EndpointName: endpoint },
  );
  if (component !== undefined) await placeOn(sagemaker, endpoint, component, model);
}

/** A quarter of the instance: there is room for a challenger, and for the copy that an update starts beside both. */
async function placeOn(
  sagemaker: SageMakerClient,
  endpoint: string,
  component: string,
  model: string,
): Promise<void> {
  await sagemaker.send(
    new CreateInferenceComponentCommand({
      InferenceComponentName: component,
      EndpointName: endpoint,
      VariantName: "champion",
      Specification: {
        ModelName: model,
        ComputeResourceRequirements: { NumberOfCpuCoresRequired: 0.5, MinMemoryRequiredInMb: 1024 },
      },
      RuntimeConfig: { CopyCount: 1 },
    }),
  );
  for (;;) {
    const { InferenceComponentStatus: status, FailureReason } = await sagemaker.send(
      new DescribeInferenceComponentCommand({ InferenceComponentName: component }),
    );
    if (status === "InService") return;
    if (status === "Failed") throw new Error(`The component ${component} failed: ${FailureReason}`);
    await wait(200);
  }
}

/** Puts the version's artifact below the prefix, and makes the SageMaker model of all that lie there. */
async function createMany(
  sagemaker: SageMakerClient,
  { model, role, modelPackage }: Pick<Champion, "model" | "role" | "modelPackage">,
  { artifact, under }: NonNullable<Champion["targetModel"]>,
): Promise<void> {
  const { InferenceSpecification } = await sagemaker.send(
    new DescribeModelPackageCommand({ ModelPackageName: modelPackage }),
  );
  const { Image, ModelDataUrl = "" } = InferenceSpecification?.Containers?.[0] ?? {};
  const { bucket, key } = s3Location(under);
  await s3().send(
    new CopyObjectCommand({
      ...{ Bucket: bucket, Key: `${key}${artifact}`, CopySource: ModelDataUrl.slice("s3://".length) },
      ...{ MetadataDirective: "REPLACE", Metadata: { "model-package": modelPackage } },
    }),
  );
  await sagemaker.send(
    new CreateModelCommand({
      ...{ ModelName: model, ExecutionRoleArn: role },
      PrimaryContainer: { Image, Mode: "MultiModel", ModelDataUrl: under },
    }),
  );
}

/** A SageMaker model of a package version. */
export async function createModel(
  sagemaker: SageMakerClient,
  { model, role, modelPackage }: Pick<Champion, "model" | "role" | "modelPackage">,
): Promise<void> {
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: model,
      ExecutionRoleArn: role,
      Containers: [{ ModelPackageName: modelPackage }],
    }),
  );
}
