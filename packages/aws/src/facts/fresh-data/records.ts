import { GetObjectCommand } from "@aws-sdk/client-s3";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { FreshDataReading } from "@driftwheel/core/vocabulary/fresh-data.ts";
import { parquetMetadataAsync } from "hyparquet";
import { s3 } from "../../clients/s3.ts";
import { failure } from "../../failure.ts";
import type { ListedObject } from "../../s3/objects.ts";

/** The footer of a file of a feature group's offline store is some kilobytes. */
const footerBytes = 16_384;
/** More footers than this are not read at once; the other files are taken to have as many records on average. */
const mostFooters = 500;
const atOnce = 10;

/** How many records files of Parquet have: their footers say it, and nothing else of them is read. */
export async function countRecords(
  bucket: string,
  files: readonly ListedObject[],
  enough: number,
): Promise<Pick<FreshDataReading, "records" | "recordsAre" | "uncounted">> {
  let [records, uncounted, read] = [0, 0, 0];
  while (read < Math.min(files.length, mostFooters)) {
    const counts = await Promise.all(files.slice(read, read + atOnce).map((file) => recordsOf(bucket, file)));
    read += counts.length;
    for (const count of counts) {
      records += count ?? 1;
      if (count === null) uncounted++;
    }
    if (records >= enough && read < files.length)
      return { records, recordsAre: "at-least", ...unread(uncounted) };
  }
  if (read === files.length) return { records, ...unread(uncounted) };
  return {
    records: Math.round((records / read) * files.length),
    recordsAre: "estimated",
    ...unread(uncounted),
  };
}

function unread(uncounted: number): Pick<FreshDataReading, "uncounted"> {
  return uncounted === 0 ? {} : { uncounted };
}

/** Null for a file that may not be read, or is no Parquet. */
async function recordsOf(bucket: string, { key, bytes }: ListedObject): Promise<number | null> {
  try {
    const { num_rows } = await parquetMetadataAsync(
      {
        byteLength: bytes,
        async slice(start, end = bytes) {
          const { Body } = await s3().send(
            new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${start}-${end - 1}` }),
          );
          const part = await Body?.transformToByteArray();
          return part === undefined ? new ArrayBuffer(0) : new Uint8Array(part).buffer;
        },
      },
      { initialFetchSize: Math.min(footerBytes, bytes) },
    );
    return Number(num_rows);
  } catch (error) {
    const failed = failure(error, `reading the footer of s3://${bucket}/${key}`);
    if (failed instanceof TransientError) throw failed;
    return null;
  }
}
