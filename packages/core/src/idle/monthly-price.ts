import { microsPerDollar } from "../costs/money.ts";
import { type CostSettings, pricePerHour } from "../costs/price-table.ts";
import { shippedPrices } from "../costs/shipped-prices.ts";
import type { MonthlyPrice } from "./found.ts";

/** As AWS's own calculator counts a month. */
const hoursOfMonth = 730;

/** Prices by the fleet's table, or the one that is shipped. */
export function monthlyPriceOf(costs: CostSettings | undefined, region: string | null): MonthlyPrice {
  return (use, instanceType) => {
    const settings = { own: costs?.own, prices: costs?.prices ?? shippedPrices };
    const micros = pricePerHour({ use, instanceType }, region, settings);
    return micros === null ? null : (micros * hoursOfMonth) / microsPerDollar;
  };
}
