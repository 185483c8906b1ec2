import { createReadStream } from "node:fs";
import type { Baseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { captureColumns } from "@driftwheel/core/monitor/captures/capture-columns.ts";
import { CaptureLines } from "@driftwheel/core/monitor/captures/capture-lines.ts";
import { CaptureReader, type ReadCaptures } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { predictionsOf } from "@driftwheel/core/monitor/captures/watched-predictions.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { payloadReading, placeReading } from "@driftwheel/payloads/reading.ts";
import type { CaptureFile } from "./capture-files.ts";
import { type FileKind, kindOf } from "./file-kind.ts";

/** All lines count, whenever they were captured. */
const always = {
  ranges: [{ start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }],
  timeless: true,
};

/** Reads files on disk into the state of one window, as the monitor reads those in S3. */
export async function readCaptures(
  files: readonly CaptureFile[],
  baseline: Baseline,
  drift: ModelPolicy["drift"],
  onFile: (file: CaptureFile) => void,
): Promise<ReadCaptures> {
  const { BrokenGzip, uncompressed } = await import("@driftwheel/aws/s3/uncompressed.ts");
  const watched = predictionsOf(baseline, drift);
  const columns = captureColumns(baseline, drift.columns, watched);
  const reading = await payloadReading(drift);
  const predictions = { watched, reading: await placeReading(watched.map(({ place }) => place)) };
  const reader = new CaptureReader(baseline, columns, Number.NEGATIVE_INFINITY, reading, predictions);
  for (const file of files) {
    onFile(file);
    const lines = linesOf(await kindOf(file, columns, reading.delimiter), reader);
    try {
      for await (const bytes of uncompressed(createReadStream(file.path))) lines.push(bytes);
      lines.end();
    } catch (error) {
      if (!(error instanceof BrokenGzip)) throw error;
      reader.unread(`${file.name}: is no complete gzip (${error.message}); expected lines of JSON`);
    }
  }
  return reader.result();
}

function linesOf(kind: FileKind, reader: CaptureReader): CaptureLines {
  const captures = reader.file(always);
  if (kind.kind === "captures") return captures;
  let isHeader = kind.kind === "csv" && kind.hasHeader;
  const encoder = new TextEncoder();
  return new CaptureLines({
    line: (text) => {
      if (text.trim() === "") return;
      if (!isHeader) captures.push(encoder.encode(`${asCapture(text, kind.kind)}\n`));
      isHeader = false;
    },
    unread: (reason) => reader.unread(reason),
  });
}

/** A row as data capture would write the request that it came in. */
function asCapture(data: string, kind: "csv" | "json"): string {
  const isCsv = kind === "csv";
  const endpointInput = {
    observedContentType: isCsv ? "text/csv" : "application/json",
    encoding: isCsv ? "CSV" : "JSON",
    data,
  };
  const eventMetadata = { eventId: "batch", inferenceTime: "1970-01-01T00:00:00Z" };
  return JSON.stringify({ captureData: { endpointInput }, eventMetadata });
}
