import type { CaptureObject } from "@driftwheel/core/monitor/captures/capture-plan.ts";
import type { TimeRange } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { listFolders, listObjects } from "../s3/objects.ts";
import { asFolder, s3Location } from "../s3/s3-location.ts";
import { hourFolder } from "./hour-folder.ts";

const hour = 3_600_000;
/** A file lies in the hour of a request in it, and holds what was captured in some minutes. */
const longestFile = 600_000;

export interface CaptureFile extends CaptureObject {
  readonly lastModified: Date;
  readonly variant: string;
  /** The hour of its folder. */
  readonly hour: TimeRange;
}

/**
 * The capture files of the variants of an endpoint, those left out that are told, that may hold requests of time ranges, each once: those in the
 * folders of the ranges' hours, and of the hour before when a file of it may go beyond its end.
 * `<destination>/<endpoint>/<variant>/yyyy/mm/dd/hh/<file>.jsonl`, UTC, compressed or not:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * @param options.destination where the endpoint's data capture writes, `s3://bucket/prefix`
 * @param options.except variants whose captures are no traffic of the endpoint's: its shadows
 */
export async function captureFiles(options: {
  readonly destination: string;
  readonly endpoint: string;
  readonly ranges: readonly TimeRange[];
  readonly except?: ReadonlySet<string>;
}): Promise<readonly CaptureFile[]> {
  const { bucket, key } = s3Location(options.destination);
  const root = `${asFolder(key)}${options.endpoint}/`;
  const hours = new Set(options.ranges.flatMap(hoursOf));
  const files: CaptureFile[] = [];
  for (const variant of await listFolders({ bucket, key: root })) {
    if (options.except?.has(variant)) continue;
    for (const start of hours) {
      const folder = `${root}${variant}/${hourFolder(new Date(start))}/`;
      for await (const found of listObjects({ bucket, key: folder })) {
        if (!isCaptureFile(found.key)) continue;
        files.push({ ...found, variant, hour: { start, end: start + hour } });
      }
    }
  }
  return files;
}

/** Whether an object's name is that of a capture file, compressed or not. */
export function isCaptureFile(key: string): boolean {
  return /\.jsonl(?:\.gz)?$/.test(key);
}

/** Whether a file may hold requests of a range: it lies in its hours or beside them, and was not written before it. */
export function mayHold(file: Pick<CaptureFile, "hour" | "lastModified">, range: TimeRange): boolean {
  const touches = file.hour.start - longestFile < range.end && file.hour.end + longestFile > range.start;
  return touches && file.lastModified.getTime() >= range.start;
}

function hoursOf({ start, end }: TimeRange): readonly number[] {
  const first = Math.floor((start - longestFile) / hour);
  const last = Math.ceil(end / hour);
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => (first + index) * hour);
}
