import type { CostItem, UsedInstances, VolumeItem } from "../vocabulary/costs.ts";
import { hasVolumes } from "./instance-storage.ts";
import { type CostSettings, pricePerGigabyteMonth, pricePerHour, publishedOf } from "./price-table.ts";
import { shippedPrices } from "./shipped-prices.ts";

/** What instances and their volumes cost. */
export interface Cost {
  readonly items: readonly CostItem[];
  readonly volumes: readonly VolumeItem[];
  /** The sum of what has a price, in millionths of a dollar. */
  readonly micros: number;
  /** Where prices are from; null when none was needed. */
  readonly prices: { readonly region: string | null; readonly published: string } | null;
  /** Which instances have no price, in words. */
  readonly unpriced: readonly string[];
  /** What is not known of volumes, in words. */
  readonly unknownVolumes: readonly string[];
}

/** As AWS counts a month of storage: https://aws.amazon.com/ebs/pricing/ */
const secondsOfMonth = 30 * 86_400;

/** What the instances cost by the fleet's own prices, and by the table otherwise. Pure. */
export function costOfUsage(
  used: readonly UsedInstances[],
  region: string | null,
  settings: CostSettings = {},
): Cost {
  const prices = settings.prices ?? shippedPrices;
  const place = region ?? "its region";
  const items = grouped(used, ({ use, instanceType }) => `${use} ${instanceType}`).map(
    ([first, uses]): CostItem => {
      const { use, instanceType } = first;
      const perHour = pricePerHour(first, region, { ...settings, prices });
      const instanceSeconds = uses.reduce((sum, { count, seconds }) => sum + count * seconds, 0);
      const micros = perHour === null ? null : Math.round((instanceSeconds * perHour) / 3_600);
      return {
        use,
        instanceType,
        count: new Set(uses.map(({ by }) => by)).size,
        instanceSeconds,
        perHour,
        micros,
      };
    },
  );
  const withVolumes = used.filter(({ volume, instanceType }) => volume && hasVolumes(instanceType) === true);
  const volumes = grouped(withVolumes, ({ use }) => use).map(([{ use }, uses]): VolumeItem => {
    const perGigabyteMonth =
      use === "transform" ? null : pricePerGigabyteMonth(use, region, { ...settings, prices });
    const gigabyteSeconds = uses.reduce(
      (sum, { count, volume }) => sum + count * (volume?.gigabytes ?? 0) * (volume?.seconds ?? 0),
      0,
    );
    const micros =
      perGigabyteMonth === null ? null : Math.round((gigabyteSeconds * perGigabyteMonth) / secondsOfMonth);
    return { use, gigabyteSeconds, perGigabyteMonth, micros };
  });
  const sum = (its: readonly { readonly micros: number | null }[]) =>
    its.reduce((all, { micros }) => all + (micros ?? 0), 0);
  const unsure = used.filter(({ volume, instanceType }) => volume && hasVolumes(instanceType) === null);
  return {
    items,
    volumes,
    micros: sum(items) + sum(volumes),
    prices: items.length > 0 ? { region, published: publishedOf(region, prices) } : null,
    unpriced: items
      .filter(({ perHour, instanceSeconds }) => perHour === null && instanceSeconds > 0)
      .map(({ instanceType, use }) => `the price of ${instanceType} for ${use} in ${place} is not known`),
    unknownVolumes: [
      ...volumes
        .filter(({ perGigabyteMonth, gigabyteSeconds }) => perGigabyteMonth === null && gigabyteSeconds > 0)
        .map(({ use }) => `the price of volumes for ${use} in ${place} is not known`),
      ...new Set(
        unsure.map(
          ({ instanceType }) => `it is not known whether ${instanceType} has volumes that are paid for`,
        ),
      ),
    ],
  };
}

/** Those with the same key together, with the first of them. */
function grouped(
  used: readonly UsedInstances[],
  keyOf: (one: UsedInstances) => string,
): readonly (readonly [UsedInstances, readonly UsedInstances[]])[] {
  const groups = new Map<string, readonly [UsedInstances, readonly UsedInstances[]]>();
  for (const one of used) {
    const [first, rest] = groups.get(keyOf(one)) ?? [one, []];
    groups.set(keyOf(one), [first, [...rest, one]]);
  }
  return [...groups.values()];
}
