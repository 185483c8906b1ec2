/** Where data come that a retraining has not seen. */
export type FreshDataSource =
  | { readonly kind: "prefix"; readonly prefix: string }
  | { readonly kind: "feature-group"; readonly name: string; readonly offlineStore: string }
  | { readonly kind: "data-wrangler"; readonly jobs: string; readonly output: string };

/** Up to where files have been used. Its times are S3's own, so that no other clock is compared with them. */
export interface FreshDataMark {
  /** When the newest of them was written, ISO 8601 UTC; null where there were none, and all that come are new. */
  readonly until: string | null;
  /**
   * The files that were written after this are known one by one, by a digest of key and entity tag: one that appears
   * late has the time at which its upload began, and one that is written again has a new time and is no new file.
   */
  readonly from: string | null;
  readonly known: readonly string[];
}

/** What has come since the mark. */
export interface FreshDataReading {
  readonly files: number;
  readonly bytes: number;
  /** Null where nobody asked for records. */
  readonly records: number | null;
  /** Where `records` is no exact count: how it was come by. */
  readonly recordsAre?: "at-least" | "estimated";
  /** Files whose records could not be counted, and count as one each; absent where there are none. */
  readonly uncounted?: number;
  /** When the oldest and the newest of them were written, ISO 8601 UTC. */
  readonly oldest: string | null;
  readonly newest: string | null;
  /** When the newest of all files was written that lie there. */
  readonly latest: string | null;
  /** The newest hour of events that has a file, as a feature group's offline store names it; absent elsewhere. */
  readonly eventHour?: string;
}

/** Why data are not known to come. */
export type FreshDataTrouble = "stopped" | "unreadable" | "store-unusable" | "job-failed";

/** How a job ended that exports data. */
export interface ExportJob {
  readonly name: string;
  readonly status: "Completed" | "Failed" | "Stopped";
  /** When it ended, ISO 8601 UTC. */
  readonly at: string;
  readonly failureReason: string | null;
}

/** A source in words, which is also how it is recognised: another one begins anew. */
export function sourceInWords(source: FreshDataSource): string {
  switch (source.kind) {
    case "prefix":
      return source.prefix;
    case "feature-group":
      return `feature group ${source.name}`;
    case "data-wrangler":
      return `Data Wrangler's ${source.output}`;
  }
}
