import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { FreshDataFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import type { FreshDataReading } from "@driftwheel/core/vocabulary/fresh-data.ts";
import { failure } from "../../failure.ts";
import { s3Location } from "../../s3/s3-location.ts";
import { lastExportJob } from "./export-jobs.ts";
import { offlineStoreOf } from "./feature-group.ts";
import { type Listing, readListing } from "./listing.ts";
import { countRecords } from "./records.ts";

type Asked = Extract<Question, { readonly ask: "freshData" }>;
type Trouble = NonNullable<FreshDataFact["trouble"]>;

/**
 * What lies where data come, and how much of it no retraining has used. The list of the files is the truth: it has each
 * once, however often and however late its event came.
 */
export async function findFreshData({ source, mark, records }: Asked): Promise<FreshDataFact> {
  const lastJob =
    source.kind === "data-wrangler" ? await orTrouble(() => lastExportJob(source.jobs)) : { found: null };
  if ("trouble" in lastJob) return nothing(lastJob.trouble, mark);
  const place = await orTrouble(async () => {
    if (source.kind === "feature-group") return await offlineStoreOf(source);
    return { place: source.kind === "prefix" ? source.prefix : source.output };
  });
  if ("trouble" in place) return nothing(place.trouble, mark);
  if ("words" in place.found) return nothing(place.found, mark);
  const uri = place.found.place;
  const wanted = source.kind === "feature-group" ? isParquet : () => true;
  const listing = await orTrouble(() => readListing(uri, mark, wanted));
  if ("trouble" in listing) return nothing(listing.trouble, mark);
  if ("words" in listing.found) return nothing(listing.found, mark);
  const { bucket } = s3Location(uri);
  const counted =
    records === null || mark === null ? null : await countRecords(bucket, listing.found.fresh, records);
  return {
    place: uri,
    reading: { ...readingOf(listing.found), records: null, ...counted },
    mark: listing.found.mark,
    trouble: null,
    lastJob: lastJob.found,
  };
}

function readingOf({ fresh, latest, latestKey }: Listing): Omit<FreshDataReading, "records"> {
  const times = fresh.map(({ lastModified }) => lastModified.toISOString()).toSorted();
  const eventHour = eventHourOf(latestKey);
  return {
    files: fresh.length,
    bytes: fresh.reduce((sum, { bytes }) => sum + bytes, 0),
    oldest: times[0] ?? null,
    newest: times.at(-1) ?? null,
    latest: latest?.toISOString() ?? null,
    ...(eventHour === null ? {} : { eventHour }),
  };
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-offline.html */
function eventHourOf(key: string | null): string | null {
  const match = /\/year=(\d{4})\/month=(\d{2})\/day=(\d{2})\/hour=(\d{2})\//.exec(key ?? "");
  return match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:00Z` : null;
}

function isParquet(key: string): boolean {
  return key.endsWith(".parquet");
}

/** What AWS refuses is said, and holds nothing else back; what may pass is thrown, so that it is tried again. */
async function orTrouble<T>(
  find: () => Promise<T>,
): Promise<{ readonly found: T } | { readonly trouble: Trouble }> {
  try {
    return { found: await find() };
  } catch (error) {
    const failed = failure(error, "reading what has come");
    if (failed instanceof Refused) return { trouble: { reason: "unreadable", words: failed.message } };
    throw failed;
  }
}

function nothing(trouble: Trouble, mark: Asked["mark"]): FreshDataFact {
  return {
    place: null,
    reading: { files: 0, bytes: 0, records: null, oldest: null, newest: null, latest: null },
    mark: mark ?? { until: null, from: null, known: [] },
    trouble,
    lastJob: null,
  };
}
