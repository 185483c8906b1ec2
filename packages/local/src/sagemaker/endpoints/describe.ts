import type { TagStore } from "../tags/tag-store.ts";
import type { Endpoint, EndpointStatus, PendingDeployment, Variant } from "./endpoint.ts";

/** DescribeEndpoint's answer. */
export function describeEndpoint(endpoint: Endpoint): Readonly<Record<string, unknown>> {
  const { capture } = endpoint;
  return {
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: endpoint.configName,
    ProductionVariants: endpoint.variants.map((variant) => described(variant, endpoint.creationTime)),
    ShadowProductionVariants: unlessEmpty(
      endpoint.shadows.map((variant) => described(variant, endpoint.creationTime)),
    ),
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
    AsyncInferenceConfig: endpoint.asyncConfig,
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
    ProductionVariants: pending.variants.map(pendingVariant),
    ShadowProductionVariants: unlessEmpty(pending.shadows.map(pendingVariant)),
  };
}

function pendingVariant(variant: Variant): Readonly<Record<string, unknown>> {
  return { ...weights(variant), InstanceType: variant.config.InstanceType };
}

function described(variant: Variant, ResolutionTime: Date): Readonly<Record<string, unknown>> {
  return {
    ...weights(variant),
    DeployedImages: unlessEmpty(
      variant.server.servable.containers.map(({ image }) => ({
        SpecifiedImage: image,
        ResolvedImage: image,
        ResolutionTime,
      })),
    ),
  };
}

/** A list without members is not shown. */
function unlessEmpty<Member>(members: readonly Member[]): readonly Member[] | undefined {
  return members.length === 0 ? undefined : members;
}

function weights(variant: Variant): Readonly<Record<string, unknown>> {
  const { ServerlessConfig } = variant.config;
  return {
    VariantName: variant.name,
    CurrentWeight: variant.currentWeight,
    DesiredWeight: variant.desiredWeight,
    ...(ServerlessConfig
      ? { CurrentServerlessConfig: ServerlessConfig, DesiredServerlessConfig: ServerlessConfig }
      : {
          CurrentInstanceCount: variant.currentInstanceCount,
          DesiredInstanceCount: variant.desiredInstanceCount,
        }),
    VariantStatus: variant.status ? [variant.status] : undefined,
  };
}
