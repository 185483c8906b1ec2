import type { FreshDataFact } from "@driftwheel/core/vocabulary/fact.ts";
import type { FreshDataMark } from "@driftwheel/core/vocabulary/fresh-data.ts";
import { digest } from "@driftwheel/core/vocabulary/identity/digest.ts";
import { type ListedObject, listObjects } from "../../s3/objects.ts";
import { asFolder, s3Location } from "../../s3/s3-location.ts";

export interface Listing {
  /** Files that no retraining has used, oldest first. */
  readonly fresh: readonly ListedObject[];
  /** When the newest file of all was written, and its key. */
  readonly latest: Date | null;
  readonly latestKey: string | null;
  readonly mark: FreshDataMark;
}

/** A list has a thousand objects a page; this many pages take some ten seconds. */
const mostFiles = 100_000;
/** So long before the newest file an upload may have begun that ends after it. */
const lateness = 86_400_000;
/** The ledger's entries hold 400 kB together, and this is about three. */
const mostKnown = 200;

/**
 * The files below a folder. What jobs leave beside data is none: markers of folders, empty files, and those whose names
 * begin with `_` or `.`, which Hive, Spark and Athena leave out as well.
 */
export async function readListing(
  place: string,
  mark: FreshDataMark | null,
  isWanted: (key: string) => boolean,
): Promise<Listing | NonNullable<FreshDataFact["trouble"]>> {
  const { bucket, key: folder } = s3Location(place);
  const known = new Set(mark?.known);
  const fresh: ListedObject[] = [];
  let recent: readonly ListedObject[] = [];
  let latest: ListedObject | null = null;
  let files = 0;
  for await (const file of listObjects({ bucket, key: asFolder(folder) })) {
    if (!isData(file) || !isWanted(file.key)) continue;
    if (++files > mostFiles) {
      return {
        reason: "unreadable",
        words: `There are more than ${mostFiles} files below ${place}, which are too many to list again and again: name a folder below it, or move old files away.`,
      };
    }
    if (latest === null || file.lastModified > latest.lastModified) latest = file;
    if (isFresh(file, mark, known)) fresh.push(file);
    recent = withRecent(recent, file);
  }
  return {
    fresh: fresh.toSorted((one, other) => one.lastModified.getTime() - other.lastModified.getTime()),
    latest: latest?.lastModified ?? null,
    latestKey: latest?.key ?? null,
    mark: markOf(latest, recent),
  };
}

function isData({ key, bytes }: ListedObject): boolean {
  const name = key.split("/").at(-1) ?? "";
  return bytes > 0 && name !== "" && !/^[_.]/.test(name);
}

/** Nothing is new for whom nothing is known. */
function isFresh(file: ListedObject, mark: FreshDataMark | null, known: ReadonlySet<string>): boolean {
  if (mark === null) return false;
  if (mark.from !== null && file.lastModified.getTime() <= Date.parse(mark.from)) return false;
  return !known.has(nameOf(file));
}

function markOf(latest: ListedObject | null, recent: readonly ListedObject[]): FreshDataMark {
  if (latest === null) return { until: null, from: null, known: [] };
  const newest = recent.toSorted(byTime).slice(0, mostKnown + 1);
  const beyond = newest.length > mostKnown ? newest.at(-1) : undefined;
  const from = Math.max(
    latest.lastModified.getTime() - lateness,
    beyond === undefined ? 0 : beyond.lastModified.getTime(),
  );
  return {
    until: latest.lastModified.toISOString(),
    from: new Date(from).toISOString(),
    known: newest.filter(({ lastModified }) => lastModified.getTime() > from).map(nameOf),
  };
}

/** Only the newest are kept on the way through a long list. */
function withRecent(recent: readonly ListedObject[], file: ListedObject): readonly ListedObject[] {
  const longer = [...recent, file];
  return longer.length <= 4 * mostKnown ? longer : longer.toSorted(byTime).slice(0, mostKnown + 1);
}

function byTime(one: ListedObject, other: ListedObject): number {
  return other.lastModified.getTime() - one.lastModified.getTime();
}

/** The same file with the same content has the same, whenever it is written. */
function nameOf({ key, etag }: ListedObject): string {
  return digest(`${key}\n${etag}`).toString(36);
}
