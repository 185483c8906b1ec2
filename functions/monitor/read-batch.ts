import { batchFiles } from "@driftwheel/aws/monitor/batch/batch-files.ts";
import { batchRows } from "@driftwheel/aws/monitor/batch/batch-rows.ts";
import { s3Location } from "@driftwheel/aws/s3/s3-location.ts";
import type { CapturePlan } from "@driftwheel/core/monitor/captures/capture-plan.ts";
import type { CaptureReader, TimeRange } from "@driftwheel/core/monitor/captures/capture-reader.ts";

/** So many bytes of rows are handed on at once. */
const most = 2 ** 18;

/** The outputs of transform jobs whose captures were written in a window: each is in one window, and none comes late. */
export async function planBatch(destination: string, range: TimeRange): Promise<CapturePlan> {
  const files = await batchFiles(destination, range);
  return {
    window: { start: range.start, end: range.end },
    objects: files.map(({ input, output, at, etag, bytes }) => ({
      key: s3Location(output).key,
      etag,
      bytes,
      ranges: [{ start: range.start, end: range.end }],
      timeless: true,
      batch: { input, output, at },
    })),
  };
}

/** Reads the rows of transform jobs as if they had been captured one by one. */
export async function readBatch(objects: CapturePlan["objects"], reader: CaptureReader): Promise<void> {
  for (const { batch, etag, ranges, timeless } of objects) {
    if (!batch) continue;
    const lines = reader.file({ ranges, timeless });
    let held: string[] = [];
    let size = 0;
    const hand = () => {
      lines.push(Buffer.from(held.join("")));
      held = [];
      size = 0;
    };
    for await (const row of batchRows({ ...batch, etag })) {
      if ("unread" in row) {
        reader.unread(row.unread, row.rows);
        continue;
      }
      held.push(`${row.line}\n`);
      size += row.line.length;
      if (size > most) hand();
    }
    hand();
    lines.end();
  }
}
