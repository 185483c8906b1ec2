import type { FreshDataReading } from "../../vocabulary/fresh-data.ts";

/** `3 files with 1234 bytes and 60 records`. */
export function readingInWords({
  files,
  bytes,
  records,
  recordsAre,
  uncounted,
  eventHour,
}: FreshDataReading): string {
  const of = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
  if (records === null) return `${of(files, "file")} with ${of(bytes, "byte")}`;
  const about = recordsAre === "at-least" ? "at least " : recordsAre === "estimated" ? "about " : "";
  return [
    `${about}${of(records, "record")} in ${of(files, "file")}`,
    ...(uncounted === undefined
      ? []
      : [`of which ${of(uncounted, "file")} could not be read and counts as one each`]),
    ...(eventHour === undefined ? [] : [`the newest of the hour of ${eventHour}`]),
  ].join(", ");
}
