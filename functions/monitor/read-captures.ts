import { readPlan, settlePlan } from "@driftwheel/aws/monitor/capture-plans.ts";
import { captureFiles, mayHold } from "@driftwheel/aws/monitor/captures.ts";
import { type ReportFolder, reportFolder } from "@driftwheel/aws/monitor/reports.ts";
import { servingVariants } from "@driftwheel/aws/monitor/serving-variants.ts";
import { bytesOfObjects } from "@driftwheel/aws/s3/object-bytes.ts";
import { s3Location } from "@driftwheel/aws/s3/s3-location.ts";
import { BrokenGzip } from "@driftwheel/aws/s3/uncompressed.ts";
import type { Baseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import {
  type CapturePlan,
  planCaptures,
  shadowsOf,
  wasShadow,
} from "@driftwheel/core/monitor/captures/capture-plan.ts";
import {
  CaptureReader,
  type ReadCaptures,
  type TimeRange,
} from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { shardsOf } from "@driftwheel/core/monitor/captures/shards/shards.ts";
import type { WatchedPredictions } from "@driftwheel/core/monitor/captures/watched-predictions.ts";
import type { PayloadReading } from "@driftwheel/core/monitor/payloads/payload.ts";
import type { Served } from "@driftwheel/core/policy/batch/served.ts";
import { type ClosedWindow, windowsBefore } from "../shell/closed-windows.ts";
import type { Counting, Sharing } from "./read-shards.ts";

export interface CaptureSource {
  readonly destination: string;
  readonly endpoint: string;
  readonly serves: Served;
  readonly window: ClosedWindow;
  /** Where the window's reports lie. */
  readonly folder: ReportFolder;
}

/** How a window is shared out where it is large, and all that its counts depend on beside the files. */
interface Shared {
  readonly sharing: Sharing;
  readonly countedBy: string;
}

/**
 * Reads the requests that an endpoint was asked in a window, whichever production variant answered, and those that came late for
 * the windows before. What is read is settled first, so that a run that broke off reads the same when it is repeated.
 * A large window is read in shards, if it is said how.
 */
export async function readCaptures(
  source: CaptureSource,
  baseline: Baseline,
  {
    columns,
    reading,
    predictions,
  }: {
    readonly columns: readonly string[];
    readonly reading: PayloadReading;
    readonly predictions?: WatchedPredictions;
  },
  shared?: Shared,
): Promise<ReadCaptures | Counting> {
  const plan = (await readPlan(source.folder)) ?? (await settlePlan(source.folder, await planned(source)));
  const { bucket } = s3Location(source.destination);
  const count = async (objects: CapturePlan["objects"]) => {
    const reader = new CaptureReader(baseline, columns, plan.window.start, reading, predictions);
    const batches = objects.filter(({ batch }) => batch !== undefined);
    if (batches.length > 0) {
      await (await import("./read-batch.ts")).readBatch(batches, reader);
      return reader.result();
    }
    for await (const [{ key, etag, ranges, timeless }, bytes] of bytesOfObjects(bucket, objects)) {
      if (bytes === null) reader.unread(`${key}: is not there any more; expected the capture file ${etag}`);
      else await readFile(bytes, reader, { key, ranges, timeless });
    }
    return reader.result();
  };
  if (!shared) return await count(plan.objects);
  const shards = shardsOf(plan.objects, shared.sharing.sizes);
  if (shards.length < 2) return await count(plan.objects);
  // What shards need is loaded by the window that is large.
  const { readShards } = await import("./read-shards.ts");
  return await readShards(shards, count, { folder: source.folder, ...shared });
}

async function readFile(
  bytes: AsyncIterable<Uint8Array>,
  reader: CaptureReader,
  { key, ranges, timeless }: { key: string; ranges: readonly TimeRange[]; timeless: boolean },
): Promise<void> {
  const lines = reader.file({ ranges, timeless });
  try {
    for await (const chunk of bytes) lines.push(chunk);
  } catch (error) {
    if (!(error instanceof BrokenGzip)) throw error;
    if (timeless) reader.unread(`${key}: is no complete gzip (${error.message}); expected lines of JSON`);
    return;
  }
  lines.end();
}

async function planned({ destination, endpoint, serves, window }: CaptureSource): Promise<CapturePlan> {
  if (serves.route !== null) return (await import("./read-batch.ts")).planBatch(destination, rangeOf(window));
  const plans = await Promise.all(
    windowsBefore(window).map(({ end }) => readPlan(reportFolder({ destination, endpoint, end }))),
  );
  const earlier = plans.filter((plan) => plan !== null);
  const range = rangeOf(window);
  const ranges = [...earlier.map((plan) => plan.window), range];
  const serving = await servingVariants(endpoint);
  const except = shadowsOf(serving, range, earlier);
  const files = await captureFiles({ destination, endpoint, ranges, except });
  const plan = planCaptures({
    ...{ window: range, files, earlier },
    // A shadow may have become a challenger with traffic since.
    mayHold: (file, one) => mayHold(file, one) && !wasShadow(file.variant, one, earlier),
  });
  // Those that have gone are remembered as well: what they captured lies there as long as windows look back.
  const shadows = [...except].filter((variant) => !serving.production.has(variant));
  return shadows.length > 0 ? { ...plan, shadows } : plan;
}

function rangeOf({ start, end }: ClosedWindow): TimeRange {
  return { start: start.getTime(), end: end.getTime() };
}
