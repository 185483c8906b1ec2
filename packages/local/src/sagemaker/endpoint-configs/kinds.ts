import { invalid } from "../errors.ts";
import type { Model } from "../models/models.ts";
import type { CreateEndpointConfig, ProductionVariant } from "./request.ts";

/** A variant with its model; null when it names none, as a variant of inference components. */
export interface Hosting {
  readonly variant: ProductionVariant;
  readonly model: Model | null;
}

/**
 * Refuses what cannot be on one endpoint together. The pages name what is refused and rarely in which words: where
 * none were found in what users report, they are ours.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 */
export function checkKind(
  config: CreateEndpointConfig,
  production: readonly Hosting[],
  shadows: readonly Hosting[],
): void {
  const all = [...production, ...shadows];
  const names = all.map(({ variant }) => variant.VariantName);
  if (new Set(names).size < names.length)
    throw invalid("Duplicate production variant names are not allowed.");
  if (production.some(({ model }) => model === null)) checkInferenceComponents(config, production, shadows);
  for (const { variant, model } of all) {
    checkCapacity(variant);
    if (variant.ManagedInstanceScaling !== undefined && model !== null) {
      // As told in github.com/hashicorp/terraform-provider-aws/pull/45926.
      throw invalid("ManagedInstanceScaling is only supported for inference component endpoints.");
    }
  }
  if (all.some(({ variant }) => variant.ServerlessConfig !== undefined)) checkServerless(config, all);
  if (config.AsyncInferenceConfig !== undefined) checkAsynchronous(production);
  if (shadows.length > 0) checkShadows(config, production, shadows);
}

/** A variant has instances, or is serverless, and not both. */
function checkCapacity(variant: ProductionVariant): void {
  const { VariantName, InstanceType, InitialInstanceCount, ServerlessConfig, InstancePools } = variant;
  const named = InstanceType !== undefined || InitialInstanceCount !== undefined;
  if (ServerlessConfig !== undefined) {
    if (named) {
      throw invalid(
        `The production variant ${VariantName} has a ServerlessConfig; it cannot have an InstanceType or an InitialInstanceCount too.`,
      );
    }
    const { MaxConcurrency, ProvisionedConcurrency = 0 } = ServerlessConfig;
    if (ProvisionedConcurrency > MaxConcurrency) {
      throw invalid(
        `The ProvisionedConcurrency of the production variant ${VariantName} must not be greater than its MaxConcurrency.`,
      );
    }
    return;
  }
  if (InstancePools !== undefined) {
    throw invalid("Driftwheel's local SageMaker does not implement instance pools; name an InstanceType.");
  }
  if (InstanceType === undefined || InitialInstanceCount === undefined) {
    throw invalid(
      `The production variant ${VariantName} needs an InstanceType and an InitialInstanceCount, or a ServerlessConfig.`,
    );
  }
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html, "Feature exclusions". */
function checkServerless(config: CreateEndpointConfig, all: readonly Hosting[]): void {
  if (all.length > 1) throw notServerless("several production variants");
  if (config.DataCaptureConfig !== undefined) throw notServerless("data capture");
  if (config.AsyncInferenceConfig !== undefined) throw notServerless("asynchronous inference");
  if (config.VpcConfig !== undefined || all.some(({ model }) => model?.request.VpcConfig !== undefined)) {
    throw notServerless("a VPC configuration");
  }
  if (config.EnableNetworkIsolation || all.some(({ model }) => model?.request.EnableNetworkIsolation)) {
    throw notServerless("network isolation");
  }
  if (all.some(isMultiModel)) throw notServerless("multi-model endpoints");
}

function notServerless(what: string) {
  return invalid(`Serverless inference does not support ${what}.`);
}

/** Source: https://github.com/aws/aws-cdk-rfcs/pull/433: one variant, on instances. */
function checkAsynchronous(production: readonly Hosting[]): void {
  if (production.length > 1) throw invalid("Asynchronous inference supports one production variant only.");
}

/**
 * Sources: the API's page for the numbers;
 * https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-exclusions.html
 */
function checkShadows(
  config: CreateEndpointConfig,
  production: readonly Hosting[],
  shadows: readonly Hosting[],
): void {
  if (production.length > 1 || shadows.length > 1) {
    throw invalid(
      "With ShadowProductionVariants, one variant in ProductionVariants and one in ShadowProductionVariants is allowed.",
    );
  }
  const all = [...production, ...shadows];
  const excluded = [
    { is: all.some(({ variant }) => variant.ServerlessConfig !== undefined), what: "serverless inference" },
    { is: config.AsyncInferenceConfig !== undefined, what: "asynchronous inference" },
    { is: all.some(isMultiModel), what: "multi-model endpoints" },
    { is: all.some(hasSeveralContainers), what: "endpoints of several containers" },
    { is: all.some(({ variant }) => variant.AcceleratorType !== undefined), what: "Elastic Inference" },
    {
      is: all.some(({ variant }) => /^ml\.inf1\./.test(variant.InstanceType ?? "")),
      what: "Inf1 instances",
    },
    { is: all.some(({ model }) => model === null), what: "inference components" },
  ];
  const met = excluded.find(({ is }) => is);
  if (met) throw invalid(`ShadowProductionVariants are not supported with ${met.what}.`);
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-deploy-models.html, inference components. */
function checkInferenceComponents(
  { ExecutionRoleArn, AsyncInferenceConfig }: CreateEndpointConfig,
  production: readonly Hosting[],
  shadows: readonly Hosting[],
): void {
  if (production.length + shadows.length > 1) {
    throw invalid(
      "A configuration with a variant that names no model, for inference components, has one variant.",
    );
  }
  if (ExecutionRoleArn === undefined) {
    throw invalid("A configuration with a variant that names no model needs an ExecutionRoleArn.");
  }
  if (AsyncInferenceConfig !== undefined) {
    throw invalid("Driftwheel's local SageMaker does not implement inference components that answer later.");
  }
}

function hasSeveralContainers({ model }: Hosting): boolean {
  return (model?.request.Containers ?? []).length > 1;
}

function isMultiModel({ model }: Hosting): boolean {
  const { PrimaryContainer, Containers = [] } = model?.request ?? {};
  return [PrimaryContainer, ...Containers].some((container) => container?.Mode === "MultiModel");
}
