import type { HourlyPrices } from "@driftwheel/core/costs/price-table.ts";
import type { InstanceUse } from "@driftwheel/core/vocabulary/costs.ts";
import { PersonError } from "../context/errors.ts";

/** What an offer file says of one region. */
export interface RegionOffer {
  /** The day on which AWS published it. */
  readonly published: string;
  readonly prices: HourlyPrices;
  readonly count: number;
  /** Usage types with more than one price, which are left out. */
  readonly ambiguous: readonly string[];
}

/** Usage types as `USE1-Train:ml.m5.large`; other kinds of use, reserved capacity among them, are named otherwise. */
const usageType = /^(?:[A-Z0-9]+-)?(Train|Processing|Tsform|Host):(ml\.[a-z0-9-]+\.[a-z0-9-]+)$/;

const uses: Readonly<Record<string, InstanceUse>> = {
  Train: "training",
  Processing: "processing",
  Tsform: "transform",
  Host: "hosting",
};

const needed = ["TermType", "StartingRange", "Unit", "PricePerUnit", "Currency", "usageType"] as const;
type Column = (typeof needed)[number];

/**
 * Reads an offer file of AmazonSageMaker in a region, row by row: five rows about the file, the columns' names, the prices.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 *
 * @throws PersonError naming the file and what it lacks
 */
export async function readOffer(rows: AsyncIterable<readonly string[]>, name: string): Promise<RegionOffer> {
  const about = new Map<string, string>();
  const found = new Map<string, Set<string>>();
  let columns: ReadonlyMap<Column, number> | null = null;
  for await (const row of rows) {
    const [first = "", second = ""] = row;
    if (columns === null && first !== "SKU") about.set(first, second);
    else if (columns === null) columns = columnsOf(row, name);
    else add(found, row, columns);
  }
  const published = about.get("Publication Date")?.slice(0, 10) ?? "";
  if (about.get("OfferCode") !== "AmazonSageMaker" || !/^\d{4}-\d{2}-\d{2}$/.test(published)) {
    throw new PersonError(`${name} is no offer file of AmazonSageMaker with its publication date.`);
  }
  return { published, ...pricesOf(found, name) };
}

function columnsOf(row: readonly string[], name: string): ReadonlyMap<Column, number> {
  return new Map(
    needed.map((column) => {
      const place = row.indexOf(column);
      if (place < 0) throw new PersonError(`${name} has no column ${column}.`);
      return [column, place];
    }),
  );
}

/** Hours on demand, and nothing that is free: who has used that up pays the price. */
function add(
  found: Map<string, Set<string>>,
  row: readonly string[],
  columns: ReadonlyMap<Column, number>,
): void {
  const value = (column: Column) => row[columns.get(column) ?? -1] ?? "";
  const price = Number(value("PricePerUnit"));
  if (value("TermType") !== "OnDemand" || value("Unit") !== "Hrs" || value("Currency") !== "USD") return;
  if (value("StartingRange") !== "0" || !(price > 0)) return;
  const key = value("usageType");
  if (!usageType.test(key)) return;
  found.set(key, (found.get(key) ?? new Set()).add(inSixDigits(price)));
}

function inSixDigits(price: number): string {
  return price.toFixed(6).replace(/\.?0+$/, "");
}

function pricesOf(
  found: ReadonlyMap<string, ReadonlySet<string>>,
  name: string,
): Pick<RegionOffer, "prices" | "count" | "ambiguous"> {
  const prices: { [Use in InstanceUse]?: Record<string, string> } = {};
  const ambiguous: string[] = [];
  let count = 0;
  for (const [key, its] of [...found].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const [, kind = "", type = ""] = usageType.exec(key) ?? [];
    const use = uses[kind];
    const [price, second] = its;
    if (second !== undefined) ambiguous.push(key);
    else if (use && price !== undefined) {
      prices[use] = { ...prices[use], [type]: price };
      count += 1;
    }
  }
  if (count === 0) throw new PersonError(`${name} has no price of an instance hour on demand.`);
  return { prices, count, ambiguous };
}
