import type { TagStore } from "../tags/tag-store.ts";
import type { Endpoint, EndpointStatus, PendingDeployment, Variant } from "./endpoint.ts";

/** DescribeEndpoint's answer. */
export function describeEndpoint(endpoint: Endpoint): Readonly<Record<string, unknown>> {
  const { capture } = endpoint;
  return {
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: endpoint.configName,
    ProductionVariants: endpoint.variants.map((variant) => ({
      ...weights(variant),
      DeployedImages: [
        {
          SpecifiedImage: variant.server.servable.image,
          ResolvedImage: variant.server.servable.image,
          ResolutionTime: endpoint.creationTime,
        },
      ],
    })),
    DataCaptureConfig: capture && {
      EnableCapture: capture.EnableCapture ?? false,
      CaptureStatus: capture.EnableCapture ? "Started" : "Stopped",
      CurrentSamplingPercentage: capture.InitialSamplingPercentage,
      DestinationS3Uri: capture.DestinationS3Uri,
      KmsKeyId: capture.KmsKeyId ?? "",
    },
    EndpointStatus: endpoint.status,
    FailureReason: endpoint.failureReason,
    CreationTime: endpoint.creationTime,
    LastModifiedTime: endpoint.lastModifiedTime,
    LastDeploymentConfig: endpoint.lastDeploymentConfig,
    PendingDeploymentSummary: endpoint.pending && pendingSummary(endpoint.pending),
    MetricsConfig: endpoint.metricsConfig,
  };
}

/** ListEndpoints' element. */
export function summarizeEndpoint(endpoint: Endpoint): Readonly<Record<string, unknown>> {
  return {
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    CreationTime: endpoint.creationTime,
    LastModifiedTime: endpoint.lastModifiedTime,
    EndpointStatus: endpoint.status,
  };
}

/** Events spell the status otherwise than the API. */
const eventStatus: Readonly<Record<EndpointStatus, string>> = {
  Creating: "CREATING",
  Updating: "UPDATING",
  RollingBack: "ROLLING_BACK",
  InService: "IN_SERVICE",
  Deleting: "DELETING",
  Failed: "FAILED",
};

/**
 * Detail of the events "SageMaker Endpoint State Change" and "SageMaker Endpoint Deployment State Change"; only
 * the latter tells of the deployment that is under way.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function endpointDetail(
  endpoint: Endpoint,
  tags: TagStore,
  about: "state" | "deployment",
): Readonly<Record<string, unknown>> {
  const { pending } = endpoint;
  return {
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: endpoint.configName,
    ProductionVariants: endpoint.variants.map(weights),
    EndpointStatus: eventStatus[endpoint.status],
    FailureReason: endpoint.failureReason ?? undefined,
    CreationTime: endpoint.creationTime,
    LastModifiedTime: endpoint.lastModifiedTime,
    Tags: tags.asMap(endpoint.arn),
    PendingDeploymentSummary: about === "deployment" && pending ? pendingSummary(pending) : undefined,
  };
}

function pendingSummary(pending: PendingDeployment): Readonly<Record<string, unknown>> {
  return {
    EndpointConfigName: pending.configName,
    StartTime: pending.startTime,
    ProductionVariants: pending.variants.map(weights),
  };
}

function weights(variant: Variant): Readonly<Record<string, unknown>> {
  return {
    VariantName: variant.name,
    CurrentWeight: variant.currentWeight,
    DesiredWeight: variant.desiredWeight,
    CurrentInstanceCount: variant.currentInstanceCount,
    DesiredInstanceCount: variant.desiredInstanceCount,
    VariantStatus: variant.status ? [variant.status] : undefined,
  };
}
