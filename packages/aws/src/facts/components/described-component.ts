import {
  DescribeInferenceComponentCommand,
  type DescribeInferenceComponentOutput,
} from "@aws-sdk/client-sagemaker";
import type { FoundEndpoint } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { deployedOn, ownName } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { orNull } from "../../failure.ts";
import { missingEndpoint } from "../found-endpoint.ts";

/**
 * What SageMaker says of an inference component; null when there is none of the name on that endpoint. Its name is the
 * account's, so that one made anew may be on another, where no caller finds it.
 *
 * @param name `endpoint/component`
 */
export async function describeComponent(name: string): Promise<DescribeInferenceComponentOutput | null> {
  const described = await orNull(() =>
    sageMaker().send(new DescribeInferenceComponentCommand({ InferenceComponentName: ownName(name) })),
  );
  return described?.EndpointName === deployedOn(name).endpoint ? described : null;
}

/**
 * A component as an endpoint with one variant of the component's name, and its model in the place of a config.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeInferenceComponent.html
 */
export function foundComponent(described: DescribeInferenceComponentOutput | null): FoundEndpoint {
  if (!described) return missingEndpoint;
  const { InferenceComponentName = "", InferenceComponentStatus, Specification, FailureReason } = described;
  const { DesiredCopyCount: asked = 0, CurrentCopyCount: there = 0 } = described.RuntimeConfig ?? {};
  return {
    exists: true,
    status: InferenceComponentStatus ?? "Unknown",
    config: Specification?.ModelName ?? null,
    pendingConfig: null,
    variants: [{ name: InferenceComponentName, weight: 1 }],
    failureReason: FailureReason ?? null,
    copies: { asked, there },
  };
}
