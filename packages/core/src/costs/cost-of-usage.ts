import type { CostItem, UsedInstances } from "../vocabulary/costs.ts";
import { type CostSettings, pricePerHour } from "./price-table.ts";
import { shippedPrices } from "./shipped-prices.ts";

/** What instances cost. */
export interface Cost {
  readonly items: readonly CostItem[];
  /** The sum of what has a price, in millionths of a dollar. */
  readonly micros: number;
  /** Where prices are from; null when none was needed. */
  readonly prices: { readonly region: string | null; readonly published: string } | null;
  /** What has no price, in words. */
  readonly unpriced: readonly string[];
}

/** What the instances cost by the fleet's own prices, and by the table otherwise. Pure. */
export function costOfUsage(
  used: readonly UsedInstances[],
  region: string | null,
  settings: CostSettings = {},
): Cost {
  const prices = settings.prices ?? shippedPrices;
  const grouped = new Map<string, UsedInstances[]>();
  for (const one of used) {
    const key = `${one.use} ${one.instanceType}`;
    grouped.set(key, [...(grouped.get(key) ?? []), one]);
  }
  const items = [...grouped.values()].flatMap((uses): readonly CostItem[] => {
    const [first] = uses;
    if (!first) return [];
    const { use, instanceType } = first;
    const perHour = pricePerHour(first, region, { ...settings, prices });
    const instanceSeconds = uses.reduce((sum, { count, seconds }) => sum + count * seconds, 0);
    const micros = perHour === null ? null : Math.round((instanceSeconds * perHour) / 3_600);
    return [{ use, instanceType, count: uses.length, instanceSeconds, perHour, micros }];
  });
  return {
    items,
    micros: items.reduce((sum, { micros }) => sum + (micros ?? 0), 0),
    prices: items.length > 0 ? { region, published: prices.published } : null,
    unpriced: items
      .filter(({ perHour, instanceSeconds }) => perHour === null && instanceSeconds > 0)
      .map(
        ({ instanceType, use }) =>
          `the price of ${instanceType} for ${use} in ${region ?? "its region"} is not known`,
      ),
  };
}
