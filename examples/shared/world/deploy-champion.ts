import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  type ProductionVariantServerlessConfig,
  type SageMakerClient,
  waitUntilEndpointInService,
} from "@aws-sdk/client-sagemaker";

export interface Champion {
  readonly endpoint: string;
  /** Name of the SageMaker model; that of the endpoint's configuration begins with it. */
  readonly model: string;
  readonly role: string;
  readonly capture: string;
  readonly modelPackage: string;
  /** Where it has no server: memory and how many requests at once; SageMaker captures nothing of it. */
  readonly serverless?: ProductionVariantServerlessConfig;
}

/** Puts the first champion on its endpoint: every request captured, metrics every 10 seconds. */
export async function deployChampion(
  sagemaker: SageMakerClient,
  { endpoint, model, role, capture, modelPackage, serverless }: Champion,
): Promise<void> {
  const config = `${model}-config`;
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: model,
      ExecutionRoleArn: role,
      Containers: [{ ModelPackageName: modelPackage }],
    }),
  );
  await sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: config,
      ProductionVariants: [
        {
          VariantName: "champion",
          ModelName: model,
          InitialVariantWeight: 100,
          ...(serverless
            ? { ServerlessConfig: serverless }
            : { InstanceType: "ml.m5.large", InitialInstanceCount: 1 }),
        },
      ],
      ...(serverless
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
}
