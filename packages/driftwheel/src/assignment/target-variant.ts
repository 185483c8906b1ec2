import { createHash } from "node:crypto";
import { chosenOf, hashedText, pointOf } from "@driftwheel/core/routing/choose.ts";

/** What `DescribeEndpoint` answers, as far as it matters here. */
export interface DescribedEndpoint {
  readonly EndpointConfigName?: string | undefined;
  readonly ProductionVariants?:
    | readonly {
        readonly VariantName?: string | undefined;
        readonly CurrentWeight?: number | undefined;
      }[]
    | undefined;
}

/**
 * The variant that a unit (a user, a session) is always sent to: of all units each variant has the share that its weight
 * asks for. While two variants serve, a unit that has the one whose share grows keeps it. Each trial has a config of its
 * own, whose name salts the hash, so that who was on trial together is not so again.
 *
 * @param salt another one, where units shall stay together beyond a trial
 * @returns what `TargetVariant` is to be; undefined while fewer than two variants have a weight, which leaves it out
 */
export function targetVariant(
  unit: string,
  { EndpointConfigName = "", ProductionVariants = [] }: DescribedEndpoint,
  salt = EndpointConfigName,
): string | undefined {
  const shares = ProductionVariants.map(({ VariantName: name = "", CurrentWeight: weight = 0 }) => ({
    name,
    weight,
  }));
  if (shares.filter(({ weight }) => weight > 0).length < 2) return undefined;
  return chosenOf(shares, pointOf(createHash("sha256").update(hashedText(salt, unit)).digest()));
}
