import type { DescribeEndpointOutput, PendingDeploymentSummary } from "@aws-sdk/client-sagemaker";
import type { FoundEndpoint } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";

export const missingEndpoint = {
  exists: false,
  status: "Unknown",
  config: null,
  pendingConfig: null,
  variants: [],
  failureReason: null,
} as const satisfies FoundEndpoint;

/**
 * What DescribeEndpoint says of an endpoint, without its models. `PendingDeploymentSummary` is there while a new config
 * is deployed: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 */
export function foundEndpoint(described: DescribeEndpointOutput): FoundEndpoint {
  const { EndpointStatus, EndpointConfigName, PendingDeploymentSummary, FailureReason } = described;
  return {
    exists: true,
    status: EndpointStatus ?? "Unknown",
    config: EndpointConfigName ?? null,
    pendingConfig: PendingDeploymentSummary?.EndpointConfigName ?? null,
    variants: (described.ProductionVariants ?? []).map(({ VariantName = "", CurrentWeight = 0 }) => ({
      name: VariantName,
      weight: weight(CurrentWeight),
    })),
    failureReason: FailureReason ?? null,
    ...stagesOf(PendingDeploymentSummary),
    instances: Object.fromEntries(
      (described.ProductionVariants ?? []).flatMap(({ VariantName = "", CurrentInstanceCount }) =>
        CurrentInstanceCount === undefined ? [] : [[VariantName, CurrentInstanceCount]],
      ),
    ),
  };
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantStatus.html */
function stagesOf(pending: PendingDeploymentSummary | undefined): Pick<FoundEndpoint, "stages"> {
  const stages = (pending?.ProductionVariants ?? []).flatMap(({ VariantName = "", VariantStatus = [] }) =>
    VariantStatus.map(({ Status = "", StatusMessage = "" }) => ({
      variant: VariantName,
      status: Status,
      message: StatusMessage,
    })),
  );
  return stages.length > 0 ? { stages } : {};
}

/** SageMaker keeps weights as 32-bit floats: 87.7 comes back as 87.69999694824219. */
function weight(reported: number): number {
  return Number(reported.toPrecision(6));
}
