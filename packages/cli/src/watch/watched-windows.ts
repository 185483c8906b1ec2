import { createReadStream } from "node:fs";
import type { Baseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { captureColumns } from "@driftwheel/core/monitor/captures/capture-columns.ts";
import { CaptureWindows, type ReadWindow } from "@driftwheel/core/monitor/captures/capture-windows.ts";
import { predictionsOf } from "@driftwheel/core/monitor/captures/watched-predictions.ts";
import { payloadReading, placeReading } from "@driftwheel/payloads/reading.ts";
import type { CaptureFile } from "../assess/capture-files.ts";
import type { WatchedPolicy } from "../assess/drift-policy.ts";
import type { TimedFile } from "./timed-files.ts";

/** What was read of all files, once they were. */
export interface ReadFiles {
  readonly records: number;
  /** Captures that came so long after their time that their window was over. */
  readonly late: number;
  readonly firstUnread: string | null;
}

/** The windows of files on disk, oldest first; held are those only that are not over. */
export async function* watchedWindows(
  files: readonly TimedFile[],
  baseline: Baseline,
  { drift }: WatchedPolicy,
  onFile: (file: CaptureFile) => void,
): AsyncGenerator<ReadWindow, ReadFiles> {
  const { BrokenGzip, uncompressed } = await import("@driftwheel/aws/s3/uncompressed.ts");
  const reading = await payloadReading(drift);
  const watched = predictionsOf(baseline, drift);
  const windows = new CaptureWindows(
    baseline,
    captureColumns(baseline, drift.columns, watched),
    drift.window,
    reading,
    { watched, reading: await placeReading(watched.map(({ place }) => place)) },
  );
  for (const [at, file] of files.entries()) {
    onFile(file);
    const lines = windows.file(files[at + 1]?.begins ?? Number.POSITIVE_INFINITY);
    try {
      for await (const bytes of uncompressed(createReadStream(file.path))) {
        lines.push(bytes);
        yield* windows.ended();
      }
      lines.end();
    } catch (error) {
      if (!(error instanceof BrokenGzip)) throw error;
      windows.unread(`${file.name}: is no complete gzip (${error.message}); expected lines of JSON`);
    }
    yield* windows.afterFile();
  }
  const { records, late, firstUnread } = windows;
  return { records, late, firstUnread };
}
