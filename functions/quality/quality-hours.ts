import { countedFiles } from "@driftwheel/aws/monitor/counted-files.ts";
import { groundTruthFiles } from "@driftwheel/aws/monitor/ground-truth.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { s3Location } from "@driftwheel/aws/s3/s3-location.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { closedWindows } from "../shell/closed-windows.ts";
import { qualitySchedule } from "./hour-to-judge.ts";
import type { JudgedHour } from "./judge-hour.ts";

const hour = 3_600_000;
/** So many hours back a run looks for ground truth that came later than its folder's hour. */
const last = 24;

/**
 * Judges the closed hours of a model for which new ground truth has come. An hour without any costs its share of two
 * listings, and nothing else is loaded for it.
 *
 * @throws BadInput when the endpoint captures nothing, or the baseline is broken.
 */
export async function* judgeHours(policy: ModelPolicy, now: Date): AsyncGenerator<JudgedHour> {
  const { endpoint, quality, drift } = policy;
  if (!quality) return;
  const windows = closedWindows(now, { length: hour, lag: quality.lag, last });
  const hours = windows.map(({ start }) => hourFolder(start));
  const found = await groundTruthFiles(quality.groundTruth, hours);
  if (found.size === 0) return;
  const destination = drift.capture ?? (await captured(endpoint));
  if (!destination)
    throw new BadInput(`Endpoint ${endpoint} captures no data, and the policy has no drift.capture.`);
  const { bucket } = s3Location(destination);
  const counted = { bucket, key: `driftwheel/reports/${endpoint}/${qualitySchedule}/counted` };
  const known = await countedFiles(counted, hours);
  for (const window of windows) {
    const files = found.get(hourFolder(window.start)) ?? [];
    const fresh = new Set(files.map(({ path }) => path).filter((path) => !known.has(path)));
    if (fresh.size === 0) continue;
    const { judgeHour } = await import("./judge-hour.ts");
    yield await judgeHour({ window, endpoint, quality, destination, files, fresh, counted });
  }
}

async function captured(endpoint: string): Promise<string | null> {
  return (await import("@driftwheel/aws/monitor/capture-destination.ts")).captureDestination(endpoint);
}
