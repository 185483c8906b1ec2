import { microsPerDollar } from "../costs/money.ts";
import { type CostSettings, pricePerHour } from "../costs/price-table.ts";
import { shippedPrices } from "../costs/shipped-prices.ts";
import type { MonthlyPrice } from "./found.ts";

/** As AWS's own calculator counts a month. */
const hoursOfMonth = 730;

/**
 * Prices by the fleet's table, or the one that is shipped. Neither has any of notebook instances and Studio's apps: what
 * these cost is unknown.
 */
export function monthlyPriceOf(costs: CostSettings | undefined, region: string | null): MonthlyPrice {
  return (kind, instanceType) => {
    if (kind !== "endpoint") return null;
    const settings = { own: costs?.own, prices: costs?.prices ?? shippedPrices };
    const micros = pricePerHour({ use: "hosting", instanceType }, region, settings);
    return micros === null ? null : (micros * hoursOfMonth) / microsPerDollar;
  };
}
