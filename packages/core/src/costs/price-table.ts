import type { InstanceUse } from "../vocabulary/costs.ts";
import { microsPerDollar } from "./money.ts";

/** Dollars an hour as texts (`"0.115"`), by use and instance type. */
export type HourlyPrices = { readonly [Use in InstanceUse]?: Readonly<Record<string, string>> | undefined };

/** Prices on demand, without free offers, as `driftwheel prices` writes them. */
export interface PriceTable {
  /** `USD`, as what is told of money is in dollars. */
  readonly currency: string;
  /** Where they were read. */
  readonly source: string;
  /** The day on which AWS published them, and the day on which they were read. */
  readonly published: string;
  readonly read: string;
  readonly regions: Readonly<Record<string, HourlyPrices>>;
}

/** What a fleet says of prices: a table of its own, and what it pays by contract. */
export interface CostSettings {
  readonly prices?: PriceTable | undefined;
  /** They hold before any table's, in every region. */
  readonly own?: HourlyPrices | undefined;
}

/** Millionths of a dollar an hour; null where neither the fleet nor the table has a price. */
export function pricePerHour(
  { use, instanceType: type }: { readonly use: InstanceUse; readonly instanceType: string },
  region: string | null,
  { own, prices }: CostSettings & { readonly prices: PriceTable },
): number | null {
  const text = own?.[use]?.[type] ?? (region === null ? undefined : prices.regions[region]?.[use]?.[type]);
  return text === undefined ? null : microsOfText(text);
}

/** Exactly: the digits after the point are made six. */
function microsOfText(text: string): number {
  const [whole = "0", part = ""] = text.split(".");
  return Number(whole) * microsPerDollar + Number(part.slice(0, 6).padEnd(6, "0"));
}
