import type {
  DescribeInferenceComponentOutput,
  InferenceComponentSpecification,
} from "@aws-sdk/client-sagemaker";
import type { ExpectedEndpoint } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { deployedInWords } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { describeComponent, foundComponent } from "../../facts/components/described-component.ts";
import { assertExpected } from "../endpoint/compared-endpoint.ts";

/**
 * Reads an inference component and compares it with what is expected.
 *
 * @param name `endpoint/component`
 * @returns null when it serves the model that is wanted already
 * @throws EndpointDiffers when it is anything else than expected; TransientError while a change is under way
 */
export async function comparedComponent(
  name: string,
  expected: ExpectedEndpoint,
  wanted: string | null,
): Promise<DescribeInferenceComponentOutput | null> {
  const described = await describeComponent(name);
  const found = foundComponent(described);
  if (wanted !== null && found.config === wanted) {
    // Which model a component shows while it changes, the one before or the one to come, AWS does not say.
    if (found.status === "Updating") throw new TransientError(`${deployedInWords(name)} is Updating`);
    return null;
  }
  assertExpected(name, found, expected);
  return described;
}

/**
 * What a component is made of, with another model: what its copies need, and how they start, stays.
 *
 * @throws Refused when it does not serve a model by itself
 */
export function withModel(
  { InferenceComponentName: name, Specification: its }: DescribeInferenceComponentOutput,
  model: string,
): InferenceComponentSpecification {
  if (its?.ModelName === undefined || its.BaseInferenceComponentName !== undefined)
    throw new Refused(
      `inference component ${name} names no model by itself: adapters, containers and several specifications are not cared for`,
    );
  const { StartupParameters, ComputeResourceRequirements, DataCacheConfig, SchedulingConfig } = its;
  return {
    ModelName: model,
    StartupParameters,
    ComputeResourceRequirements,
    DataCacheConfig,
    SchedulingConfig,
  };
}
