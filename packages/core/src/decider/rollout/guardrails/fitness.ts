import type { EndpointFact } from "../../../vocabulary/fact.ts";

/**
 * Why SageMaker's guardrails replace nothing on this endpoint, and what would be possible; null when they do.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html
 */
export function unfitForGuardrails({
  config,
  variants,
  traits,
}: Pick<EndpointFact, "config" | "variants" | "traits">): string | null {
  const its = `the endpoint's config ${config}`;
  if (variants.length > 1)
    return `${its} has ${variants.length} variants, and rollout.guardrails replaces the model of one that serves alone. Let one variant serve, or write rollout.ramp in the place of guardrails.`;
  const inferentia = traits?.instanceTypes?.find((type) => type.startsWith("ml.inf1."));
  if (inferentia !== undefined)
    return `${its} runs on ${inferentia}, and on Inf1 instances SageMaker shifts all of the traffic at once and watches no alarm. Write rollout.ramp in the place of guardrails, or move the endpoint to other instances.`;
  return null;
}
