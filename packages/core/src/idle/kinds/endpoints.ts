import { inWords } from "../../words/duration.ts";
import { age, type Found, found, type IdleContext } from "../found.ts";
import type { EndpointInvocations, VariantCapacity } from "../inventory.ts";

/** An endpoint that nobody has asked for as long as the policy has, and that is as old. */
export function idleEndpoints(
  endpoints: readonly EndpointInvocations[],
  context: IdleContext,
): readonly Found[] {
  const { policy, now, fleetEndpoints } = context;
  const wanted = policy.endpoints;
  if (!wanted) return [];
  return endpoints.flatMap((fact) => {
    // Metrics that could not be read, or that are others, prove nothing.
    if (fact.status !== "InService" || fact.otherwiseAsked !== null || fact.invocations !== 0) return [];
    if (age(fact.changedAt, now) < wanted.withoutInvocationsFor) return [];
    const { name, arn, config, createdAt, changedAt, tags } = fact;
    const quietSince = new Date(now.getTime() - wanted.withoutInvocationsFor).toISOString();
    const model = fleetEndpoints.get(name.toLowerCase());
    return [
      found("endpoint", fact, {
        because: `Nobody has asked it for ${inWords(wanted.withoutInvocationsFor)}.`,
        since: changedAt,
        state: `${createdAt} ${config}`,
        monthly: priceOf(fact.variants, context),
        act: {
          operation: "delete-endpoint",
          ...{ name, arn, config, createdAt, changedAt, quietSince, tags },
          variants: fact.variants.map((variant) => variant.name),
        },
        never:
          model === undefined ? null : `it is in Driftwheel's care, as the endpoint of the model ${model}`,
        acts: wanted.act === "delete",
      }),
    ];
  });
}

/** All instances of all variants; null where the price of one is not known. */
export function priceOf(variants: readonly VariantCapacity[], { price }: IdleContext): number | null {
  return variants.reduce<number | null>((sum, { instanceType, instances }) => {
    // A serverless variant that is not asked costs nothing.
    const each = instanceType === null ? 0 : price("hosting", instanceType);
    return sum === null || each === null ? null : sum + each * instances;
  }, 0);
}
