import {
  CreateEndpointConfigCommand,
  DescribeEndpointConfigCommand,
  type DescribeEndpointConfigOutput,
  type ProductionVariant,
} from "@aws-sdk/client-sagemaker";
import type { SoleConfig } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { alreadyExists } from "../../failure.ts";

export async function describeConfig(name: string): Promise<DescribeEndpointConfigOutput> {
  return sageMaker().send(new DescribeEndpointConfigCommand({ EndpointConfigName: name }));
}

/**
 * Holds that a config is of an endpoint that takes a challenger beside its champion. The decider asks before a trial
 * begins; nothing is deployed to another kind of endpoint all the same, whatever it was told or could not read.
 *
 * @param of.variants how many would serve; an endpoint that queues requests takes one
 * @throws Refused naming what the endpoint is.
 */
export function assertTakesChallenger(
  {
    EndpointConfigName,
    ProductionVariants = [],
    ShadowProductionVariants = [],
    AsyncInferenceConfig,
  }: DescribeEndpointConfigOutput,
  { variants }: { readonly variants: 1 | 2 } = { variants: 2 },
): void {
  const refuse = (what: string) => {
    throw new Refused(`config ${EndpointConfigName} ${what}, which takes no challenger beside its champion`);
  };
  if (ProductionVariants.some(({ ServerlessConfig }) => ServerlessConfig !== undefined))
    refuse("is of a serverless endpoint");
  if (AsyncInferenceConfig !== undefined && variants > 1) refuse("is of an asynchronous endpoint");
  if (ShadowProductionVariants.length > 0) refuse("is of an endpoint with a shadow variant");
}

/** @throws Refused when the config has no such variant. */
export function variantOf(config: DescribeEndpointConfigOutput, name: string): ProductionVariant {
  const found = config.ProductionVariants?.find(({ VariantName }) => VariantName === name);
  if (!found) throw new Refused(`config ${config.EndpointConfigName} has no variant ${name}`);
  return found;
}

interface Variants {
  readonly production: ProductionVariant[];
  readonly shadows?: ProductionVariant[];
}

/**
 * A config like another one in everything but its variants: data capture, metrics, encryption, network and role
 * stay. Made before by an earlier try of the same effect, it is done.
 *
 * @throws Refused when a config of that name exists and has other variants.
 */
export async function createConfig(
  name: string,
  like: DescribeEndpointConfigOutput,
  { production, shadows = [] }: Variants,
): Promise<void> {
  try {
    await sageMaker().send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: name,
        ProductionVariants: production,
        DataCaptureConfig: like.DataCaptureConfig,
        // On by default in new configs, and off in those of before: what was not paid for is not begun.
        // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html
        MetricsConfig: { EnableDetailedObservability: false, ...like.MetricsConfig },
        KmsKeyId: like.KmsKeyId,
        AsyncInferenceConfig: like.AsyncInferenceConfig,
        ExplainerConfig: like.ExplainerConfig,
        ShadowProductionVariants: shadows.length > 0 ? shadows : undefined,
        ExecutionRoleArn: like.ExecutionRoleArn,
        VpcConfig: like.VpcConfig,
        EnableNetworkIsolation: like.EnableNetworkIsolation,
      }),
    );
  } catch (error) {
    if (!alreadyExists(error)) throw error;
    const found = await describeConfig(name);
    const there = inWords({
      production: found.ProductionVariants ?? [],
      shadows: found.ShadowProductionVariants ?? [],
    });
    const asked = inWords({ production, shadows });
    if (there !== asked) {
      throw new Refused(`config ${name} exists with ${there}; asked for was ${asked}`, { cause: error });
    }
  }
}

/** A shadow may be promoted under its own name, as AWS's example does: aws/amazon-sagemaker-examples, Shadow_variant.ipynb */
function servedOrShadow(config: DescribeEndpointConfigOutput, name: string): ProductionVariant {
  const shadow = config.ShadowProductionVariants?.find(({ VariantName }) => VariantName === name);
  return shadow ?? variantOf(config, name);
}

/** A config in which one variant of another serves alone. */
export async function createSoleConfig({ fromConfig, config, variant }: SoleConfig): Promise<void> {
  const from = await describeConfig(fromConfig);
  const winner = servedOrShadow(from, variant);
  await createConfig(config, from, { production: [{ ...winner, InitialVariantWeight: 1 }] });
}

function inWords({ production, shadows = [] }: Variants): string {
  return `${summary(production)}${shadows.length > 0 ? `, and in shadow ${summary(shadows)}` : ""}`;
}

/** Weights as SageMaker keeps them, 32-bit floats. */
function summary(variants: readonly ProductionVariant[]): string {
  return variants
    .map(
      ({ VariantName, ModelName, InitialVariantWeight = 1 }) =>
        `${VariantName} (${ModelName}) ${Math.fround(InitialVariantWeight)}`,
    )
    .toSorted()
    .join(", ");
}
