import type { EndpointConfig } from "../endpoint-configs/endpoint-configs.ts";
import { invalid } from "../errors.ts";
import type { Endpoint } from "./endpoint.ts";

/** What Application Auto Scaling tells of variants, and is told. */
export interface ScaledVariants {
  isScaled(endpoint: string, variant: string): boolean;
  endpointDeleted(endpoint: string): void;
}

export const nothingScaled: ScaledVariants = { isScaled: () => false, endpointDeleted: () => {} };

/**
 * Refuses an update that would take a scaled variant away or give it another kind of instance; another model is fine.
 * The page names the refusal and not its words; they follow those of a DeleteEndpoint that may not deregister.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html
 */
export function checkScaled(endpoint: Endpoint, config: EndpointConfig, scaled: ScaledVariants): void {
  for (const { name, config: before } of endpoint.variants) {
    if (!scaled.isScaled(endpoint.name, name)) continue;
    const after = config.request.ProductionVariants.find(({ VariantName }) => VariantName === name);
    const remedy = `Deregister the scalable target endpoint/${endpoint.name}/variant/${name} before you update the endpoint.`;
    if (!after) {
      throw invalid(
        `An Application AutoScaling scalable target exists for a variant being deleted: ${name}. ${remedy}`,
      );
    }
    if (after.InstanceType !== before.InstanceType) {
      throw invalid(
        `An Application AutoScaling scalable target exists for a variant whose instance type would change: ${name}. ${remedy}`,
      );
    }
  }
}
