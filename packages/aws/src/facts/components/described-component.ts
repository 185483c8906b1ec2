import {
  DescribeInferenceComponentCommand,
  type DescribeInferenceComponentOutput,
} from "@aws-sdk/client-sagemaker";
import type { FoundEndpoint } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { ownName } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { orNull } from "../../failure.ts";
import { missingEndpoint } from "../found-endpoint.ts";

/**
 * What SageMaker says of an inference component; null when there is none of the name.
 *
 * @param name `endpoint/component`
 */
export function describeComponent(name: string): Promise<DescribeInferenceComponentOutput | null> {
  return orNull(() =>
    sageMaker().send(new DescribeInferenceComponentCommand({ InferenceComponentName: ownName(name) })),
  );
}

/**
 * A component as an endpoint with one variant of the component's name, and its model in the place of a config.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeInferenceComponent.html
 */
export function foundComponent(described: DescribeInferenceComponentOutput | null): FoundEndpoint {
  if (!described) return missingEndpoint;
  const { InferenceComponentName = "", InferenceComponentStatus, Specification, FailureReason } = described;
  return {
    exists: true,
    status: InferenceComponentStatus ?? "Unknown",
    config: Specification?.ModelName ?? null,
    pendingConfig: null,
    variants: [{ name: InferenceComponentName, weight: 1 }],
    failureReason: FailureReason ?? null,
  };
}
