import type { InferenceComponent } from "./inference-component.ts";

/** DescribeInferenceComponent's answer. */
export function describeInferenceComponent(component: InferenceComponent): Readonly<Record<string, unknown>> {
  const { hosted } = component;
  return {
    ...summarizeInferenceComponent(component),
    FailureReason: component.failureReason,
    Specification: {
      ModelName: hosted.modelName,
      StartupParameters: hosted.startup,
      ComputeResourceRequirements: hosted.requirements,
    },
    RuntimeConfig: {
      DesiredCopyCount: component.desiredCopies,
      CurrentCopyCount: component.currentCopies,
    },
    LastDeploymentConfig: component.lastDeploymentConfig,
  };
}

/** ListInferenceComponents' element. */
export function summarizeInferenceComponent(
  component: InferenceComponent,
): Readonly<Record<string, unknown>> {
  return {
    InferenceComponentName: component.name,
    InferenceComponentArn: component.arn,
    EndpointName: component.endpoint,
    EndpointArn: component.endpointArn,
    VariantName: component.variant,
    CreationTime: component.creationTime,
    LastModifiedTime: component.lastModifiedTime,
    InferenceComponentStatus: component.status,
  };
}
