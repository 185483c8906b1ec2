import type { EndpointConfig } from "../endpoint-configs/endpoint-configs.ts";
import type { ProductionVariant } from "../endpoint-configs/request.ts";
import { invalid } from "../errors.ts";
import { checkGuardrails, checkSettings } from "./deployment-config.ts";
import type { Endpoint, Variant } from "./endpoint.ts";
import type { UpdateEndpoint } from "./request.ts";
import { checkScaled, type ScaledVariants } from "./scaled-variants.ts";

/** Refuses an update that what the endpoint is does not allow. */
export function checkUpdate(
  endpoint: Endpoint,
  config: EndpointConfig,
  { DeploymentConfig, RetainDeploymentConfig }: UpdateEndpoint,
  scaled: ScaledVariants,
): void {
  checkScaled(endpoint, config, scaled);
  if (DeploymentConfig) checkSettings(DeploymentConfig);
  const settings = RetainDeploymentConfig ? endpoint.lastDeploymentConfig : DeploymentConfig;
  const names = endpoint.variants.map(({ name }) => name);
  if (settings) checkGuardrails(settings, names, config.request.ProductionVariants);
  const wasServerless = endpoint.variants.some((variant) => isServerless(variant.config));
  // https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
  if (!wasServerless && config.request.ProductionVariants.some(isServerless)) {
    throw invalid("An instance-based endpoint cannot be updated to a serverless one.");
  }
}

/** What hosts inference components goes on hosting them. The words are ours. */
export function checkHosting(components: readonly string[], config: EndpointConfig): void {
  if (components.length === 0 || config.request.ProductionVariants.some(({ ModelName }) => !ModelName))
    return;
  throw invalid(
    `The endpoint has inference components (${components.join(", ")}); a configuration whose variant names a model hosts none.`,
  );
}

/**
 * An endpoint goes after its components; the words are ours.
 * Source: https://github.com/aws/amazon-sagemaker-feedback/issues/49
 */
export function checkEmpty({ arn }: Endpoint, components: readonly string[]): void {
  if (components.length > 0)
    throw invalid(
      `Cannot delete endpoint "${arn}": it has inference components (${components.join(", ")}); delete them first.`,
    );
}

export function variantOf(endpoint: Endpoint, name: string): Variant {
  const variant = endpoint.variants.find((each) => each.name === name);
  if (!variant) throw invalid(`Could not find variant "${name}" in endpoint "${endpoint.arn}".`);
  return variant;
}

interface CapacityChange {
  readonly change: { readonly DesiredInstanceCount?: number | undefined };
  readonly variant: Variant;
}

/** Refuses changes that name a variant twice, or instances of one that has none. */
export function checkChanges(changes: readonly CapacityChange[]): void {
  if (new Set(changes.map(({ variant }) => variant)).size < changes.length) {
    throw invalid("Duplicate production variant names are not allowed.");
  }
  for (const { change, variant } of changes) {
    if (change.DesiredInstanceCount !== undefined && isServerless(variant.config)) {
      throw invalid(`The serverless variant ${variant.name} has no instances.`);
    }
  }
}

function isServerless({ ServerlessConfig }: ProductionVariant): boolean {
  return ServerlessConfig !== undefined;
}
