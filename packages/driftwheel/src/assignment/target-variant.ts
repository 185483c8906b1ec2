import { createHash } from "node:crypto";

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

/** A digest's first six bytes, which a double holds exactly. */
const places = 2 ** 48;

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
  const variants = ProductionVariants.map(({ VariantName: name = "", CurrentWeight: weight = 0 }) => ({
    name,
    weight,
  }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  if (variants.length < 2) return undefined;
  const digest = createHash("sha256").update(`${salt}\n${unit}`).digest();
  const point = digest.readUIntBE(0, 6) / places;
  const whole = variants.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { name, weight } of variants) {
    below += weight;
    if (point * whole < below) return name;
  }
  return variants.at(-1)?.name;
}
