import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  type SageMakerClient,
  waitUntilEndpointInService,
} from "@aws-sdk/client-sagemaker";
import { names, places } from "../names.ts";

/** Puts the first champion on its endpoint: every request captured, metrics every 10 seconds. */
export async function deployChampion(sagemaker: SageMakerClient, modelPackage: string): Promise<void> {
  const model = "frost-seattle";
  const config = "frost-seattle-config";
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: model,
      ExecutionRoleArn: names.role,
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
          InstanceType: "ml.m5.large",
          InitialInstanceCount: 1,
          InitialVariantWeight: 100,
        },
      ],
      DataCaptureConfig: {
        EnableCapture: true,
        InitialSamplingPercentage: 100,
        DestinationS3Uri: places.capture,
        CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Output" }],
        CaptureContentTypeHeader: { CsvContentTypes: ["text/csv"] },
      },
      MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 },
    }),
  );
  await sagemaker.send(
    new CreateEndpointCommand({ EndpointName: names.endpoint, EndpointConfigName: config }),
  );
  await waitUntilEndpointInService(
    { client: sagemaker, maxWaitTime: 60, minDelay: 0.2, maxDelay: 1 },
    { EndpointName: names.endpoint },
  );
}
