import { PersonError } from "../context/errors.ts";

/** What an offer file says of one region. */
export interface Offer {
  /** The day on which AWS published it. */
  readonly published: string;
  /** Dollars by usage type, without zeros at the end; one with more than one price has all of them. */
  readonly found: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What is wanted of an offer file. */
export interface Wanted {
  /** `AmazonSageMaker`. */
  readonly code: string;
  /** Whether a usage type, in a unit, is among what is looked for. */
  takes(usageType: string, unit: string): boolean;
  /** Digits after the point that its prices are kept with. */
  readonly digits: number;
}

const needed = ["TermType", "StartingRange", "Unit", "PricePerUnit", "Currency", "usageType"] as const;
type Column = (typeof needed)[number];

/**
 * Reads an offer file of one region, row by row: five rows about the file, the columns' names, the prices.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 *
 * @throws PersonError naming the file and what it lacks
 */
export async function readOffer(
  rows: AsyncIterable<readonly string[]>,
  name: string,
  wanted: Wanted,
): Promise<Offer> {
  const about = new Map<string, string>();
  const found = new Map<string, Set<string>>();
  let columns: ReadonlyMap<Column, number> | null = null;
  for await (const row of rows) {
    const [first = "", second = ""] = row;
    if (columns === null && first !== "SKU") about.set(first, second);
    else if (columns === null) columns = columnsOf(row, name);
    else add(found, row, columns, wanted);
  }
  const published = about.get("Publication Date")?.slice(0, 10) ?? "";
  if (about.get("OfferCode") !== wanted.code || !/^\d{4}-\d{2}-\d{2}$/.test(published)) {
    throw new PersonError(`${name} is no offer file of ${wanted.code} with its publication date.`);
  }
  return { published, found };
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

/** On demand, from the first unit on, and nothing that is free: who has used that up pays the price. */
function add(
  found: Map<string, Set<string>>,
  row: readonly string[],
  columns: ReadonlyMap<Column, number>,
  { takes, digits }: Wanted,
): void {
  const value = (column: Column) => row[columns.get(column) ?? -1] ?? "";
  const price = Number(value("PricePerUnit"));
  if (value("TermType") !== "OnDemand" || value("Currency") !== "USD") return;
  if (value("StartingRange") !== "0" || !(price > 0)) return;
  const key = value("usageType");
  if (!takes(key, value("Unit"))) return;
  found.set(key, (found.get(key) ?? new Set()).add(price.toFixed(digits).replace(/\.?0+$/, "")));
}

/** Of each usage type its price, in their order; those with more than one are ambiguous. */
export function pricesIn({ found }: Offer): {
  readonly prices: readonly (readonly [usageType: string, price: string])[];
  readonly ambiguous: readonly string[];
} {
  const sorted = [...found].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    prices: sorted.flatMap(([key, its]) => {
      const [price, second] = its;
      return price === undefined || second !== undefined ? [] : [[key, price] as const];
    }),
    ambiguous: sorted.filter(([, its]) => its.size > 1).map(([key]) => key),
  };
}
