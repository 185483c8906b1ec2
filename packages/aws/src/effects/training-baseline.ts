import { constraintsOf } from "@driftwheel/core/monitor/baseline/constraints-of.ts";
import { columnsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";
import { certainty } from "@driftwheel/core/monitor/payloads/csv/names-certain.ts";
import { csvRecords } from "@driftwheel/core/monitor/payloads/csv/records.ts";
import type { BaselineSource } from "@driftwheel/core/vocabulary/retraining-job.ts";
import { listed } from "@driftwheel/core/words/listed.ts";
import { objectLines } from "../s3/object-lines.ts";
import { listObjects } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";

/*
 * What a function's memory and time hold: of at most so many files, spread evenly over their names, the first rows.
 */
const mostListed = 10_000;
const mostFiles = 20;
const mostCharacters = 16 * 1024 * 1024;
const mostRows = 20_000;
const mostValues = 500_000;
/** Rows that are looked at before it is settled whether the first line has names. */
const rowsLooked = 1_000;

type MadeBaseline =
  | {
      readonly ok: true;
      readonly rows: number;
      readonly statistics: ReturnType<typeof calibratedStatistics>;
      readonly constraints: ReturnType<typeof constraintsOf>;
    }
  | { readonly ok: false; readonly why: string };

/** The baseline of the rows that a job was trained on, without what its model is not asked; or why there is none. */
export async function baselineOf(source: BaselineSource): Promise<MadeBaseline> {
  try {
    return await make(source);
  } catch (error) {
    if (error instanceof NoBaseline) return { ok: false, why: error.message };
    // A version without a baseline is better than none: it is told, and the team can make one.
    if (error instanceof Error && ["AccessDenied", "NoSuchBucket"].includes(error.name))
      return { ok: false, why: `${source.uri} cannot be read: ${error.message}` };
    throw error;
  }
}

class NoBaseline extends Error {
  override readonly name = "NoBaseline";
}

async function make(source: BaselineSource): Promise<MadeBaseline> {
  const files = await filesOf(source);
  const records = await Promise.all(files.map((key) => firstRecords(source.uri, key, files.length)));
  const [first, ...below] = records[0] ?? [];
  if (!first) throw new NoBaseline(`${source.uri} has no rows`);
  const header = hasHeader(first, below, source);
  const names = header ? first : first.map((_, place) => `_c${place}`);
  const isNames = (record: readonly string[]) => header && record.every((field, at) => field === first[at]);
  const rows = records.flat().filter((record) => !isNames(record));
  const other = rows.find((row) => row.length !== first.length);
  if (other) throw new NoBaseline(`${source.uri} has lines of ${first.length} fields and of ${other.length}`);
  const left = leftOut(names, source);
  const most = Math.min(mostRows, Math.floor(mostValues / names.length));
  const taken = spread(rows, most);
  const columns = columnsOf(taken, names).filter((_, place) => !left.has(place));
  if (taken.length === 0 || columns.length === 0) throw new NoBaseline(`${source.uri} has no rows`);
  // Windows that are drawn for calibration, and their order, take longer than a function may.
  const statistics = calibratedStatistics(columns, taken.length, { windows: 0, isOrdered: false });
  return { ok: true, rows: taken.length, statistics, constraints: constraintsOf(statistics) };
}

/** Files as SageMaker takes them below a prefix, but for those that Spark and Hadoop hide. */
async function filesOf({ uri, contentType }: BaselineSource): Promise<readonly string[]> {
  if (contentType !== null && !/\bcsv\b/i.test(contentType))
    throw new NoBaseline(`its channel is ${contentType}; a baseline is made of CSV`);
  const keys: string[] = [];
  for await (const { key, bytes } of listObjects(s3Location(uri))) {
    if (keys.length === mostListed) break;
    const name = key.split("/").at(-1) ?? "";
    if (bytes === 0 || /^[._]/.test(name)) continue;
    if (contentType !== null || /\.csv(\.gz)?$/i.test(name)) keys.push(key);
  }
  if (keys.length === 0)
    throw new NoBaseline(`${uri} has no CSV files; where their names do not say so, ContentType does`);
  return spread(keys, mostFiles);
}

/** The first records of a file, as many as its share. */
async function firstRecords(
  uri: string,
  key: string,
  files: number,
): Promise<readonly (readonly string[])[]> {
  const lines: string[] = [];
  let characters = 0;
  let isCut = false;
  for await (const line of objectLines({ ...s3Location(uri), key })) {
    characters += line.length + 1;
    if (lines.length > mostRows / files + 1 || characters > mostCharacters / files) {
      isCut = true;
      break;
    }
    lines.push(line);
  }
  const records = csvRecords(lines.join("\n"), ",").map((record) => record.map((field) => field.trim()));
  // A quoted field may have gone on in the next line.
  return isCut ? records.slice(0, -1) : records;
}

function hasHeader(
  first: readonly string[],
  below: readonly (readonly string[])[],
  { contentType, without }: BaselineSource,
): boolean {
  const told = /header\s*=\s*(present|absent)/i.exec(contentType ?? "")?.[1];
  if (told !== undefined) return told.toLowerCase() === "present";
  const { header, because } = certainty(first, below.slice(0, rowsLooked));
  const byPlace = without.every((column) => typeof column === "number");
  if (header || byPlace) return header;
  throw new NoBaseline(
    `the first line ${because}; say it by the channel's ContentType "text/csv;header=present", or name the columns by their places`,
  );
}

/** The places of what the model is not asked. */
function leftOut(names: readonly string[], { uri, without }: BaselineSource): ReadonlySet<number> {
  const places = without.map((column) => (typeof column === "number" ? column : names.indexOf(column)));
  const unknown = without.filter((_, at) => names[places[at] ?? -1] === undefined);
  if (unknown.length > 0)
    throw new NoBaseline(`${uri} has no column ${unknown.join(", ")}; it has ${listed(names, 20)}`);
  return new Set(places);
}

/** At most so many of them, evenly spread. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, at) => items[Math.floor((at * items.length) / most)]).filter(
    (item) => item !== undefined,
  );
}
