import type { Variant } from "../endpoints/endpoint.ts";

/** Takes a variant by its share of all weights; `random` is in [0, 1). All alike when no weight is above zero. */
export function chooseVariant(variants: readonly Variant[], random: () => number): Variant | null {
  const [first, ...others] = variants;
  if (!first) return null;
  if (others.length === 0) return first;
  const total = variants.reduce((sum, { currentWeight }) => sum + currentWeight, 0);
  const weightOf = (variant: Variant) => (total > 0 ? variant.currentWeight : 1);
  let left = random() * (total > 0 ? total : variants.length);
  for (const variant of variants) {
    left -= weightOf(variant);
    if (left < 0) return variant;
  }
  return variants.findLast((variant) => weightOf(variant) > 0) ?? first;
}

/**
 * A shadow variant gets a share of the requests by its weight beside the production variant's.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-shadow-deployment.html
 */
export function isCopied(shadow: Variant, production: Variant, random: () => number): boolean {
  const share = shadow.currentWeight / production.currentWeight;
  return share >= 1 || random() < share;
}
