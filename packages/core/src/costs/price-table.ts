import type { Architecture, VolumeUse } from "../vocabulary/costs.ts";
import { microsPerDollar } from "./money.ts";

/** What an hour of an instance has a price for: the same type costs otherwise in each. */
export const pricedUses = [
  "training",
  "processing",
  "transform",
  "hosting",
  "notebook",
  "studio-jupyterlab",
  "studio-code-editor",
  "studio-kernel-gateway",
] as const;
export type PricedUse = (typeof pricedUses)[number];

/** Dollars an hour as texts (`"0.115"`), by use and instance type. */
type HourlyPrices = { readonly [Use in PricedUse]?: Readonly<Record<string, string>> | undefined };

/** Dollars as texts: of a gigabyte for a second, and of a million requests. */
export interface FunctionPrices {
  readonly gigabyteSecond: string;
  readonly millionRequests: string;
}

/** Everything that has a price. */
export interface UnitPrices extends HourlyPrices {
  /** Dollars a gigabyte and month, as texts. */
  readonly volumes?: { readonly [Use in VolumeUse]?: string | undefined } | undefined;
  /** Of Lambda, the first tier. */
  readonly functions?: { readonly [A in Architecture]?: FunctionPrices | undefined } | undefined;
}

/** Of one region. */
interface RegionPrices extends UnitPrices {
  /** When they were published, where that is not when the table says. */
  readonly published?: string | undefined;
}

/** Prices on demand, without free offers, as `driftwheel prices` writes them. */
export interface PriceTable {
  /** `USD`, as what is told of money is in dollars. */
  readonly currency: string;
  /** Where they were read. */
  readonly source: string;
  /** The day on which AWS published them, and the day on which they were read. */
  readonly published: string;
  readonly read: string;
  readonly regions: Readonly<Record<string, RegionPrices>>;
}

/** What a fleet says of prices: a table of its own, and what it pays by contract. */
export interface CostSettings {
  readonly prices?: PriceTable | undefined;
  /** They hold before any table's, in every region. */
  readonly own?: UnitPrices | undefined;
}

type Prices = CostSettings & { readonly prices: PriceTable };

/** Millionths of a dollar an hour; null where neither the fleet nor the table has a price. */
export function pricePerHour(
  { use, instanceType: type }: { readonly use: PricedUse; readonly instanceType: string },
  region: string | null,
  { own, prices }: Prices,
): number | null {
  return micros(own?.[use]?.[type] ?? of(region, prices)?.[use]?.[type]);
}

/** Millionths of a dollar a gigabyte and month; null where neither the fleet nor the table has a price. */
export function pricePerGigabyteMonth(
  use: VolumeUse,
  region: string | null,
  { own, prices }: Prices,
): number | null {
  return micros(own?.volumes?.[use] ?? of(region, prices)?.volumes?.[use]);
}

/** What Lambda asks; null where neither the fleet nor the table has a price. */
export function priceOfFunctions(
  architecture: Architecture,
  region: string | null,
  { own, prices }: Prices,
): { readonly picosPerGigabyteSecond: number; readonly microsPerMillionRequests: number } | null {
  const found = own?.functions?.[architecture] ?? of(region, prices)?.functions?.[architecture];
  return found === undefined
    ? null
    : {
        picosPerGigabyteSecond: scaled(found.gigabyteSecond, 12),
        microsPerMillionRequests: scaled(found.millionRequests, 6),
      };
}

/** When the region's prices were published. */
export function publishedOf(region: string | null, prices: PriceTable): string {
  return of(region, prices)?.published ?? prices.published;
}

function of(region: string | null, { regions }: PriceTable): RegionPrices | undefined {
  return region === null ? undefined : regions[region];
}

const microDigits = Math.log10(microsPerDollar);

function micros(text: string | undefined): number | null {
  return text === undefined ? null : scaled(text, microDigits);
}

/** Exactly, as a whole number of so many digits after the point. */
function scaled(text: string, digits: number): number {
  const [whole = "0", part = ""] = text.split(".");
  return Number(`${whole}${part.slice(0, digits).padEnd(digits, "0")}`);
}
