import {
  type CountedFile,
  type CountedFiles,
  countedFiles,
  waitingLabels,
} from "@driftwheel/aws/monitor/counted-files.ts";
import { groundTruthFiles } from "@driftwheel/aws/monitor/ground-truth.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { s3Location } from "@driftwheel/aws/s3/s3-location.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { closedWindows } from "../shell/closed-windows.ts";
import { qualitySchedule, type WaitingFile } from "./hour-to-judge.ts";
import type { JudgedHour } from "./judge-hour.ts";
import { isLastLook, looksDue } from "./look-again.ts";

const hour = 3_600_000;
/** So many hours back a run looks at least for ground truth that came later than its folder's hour. */
const leastHours = 24;

/**
 * Judges the closed hours of a model for which new ground truth has come, or whose labels wait for their answers. An hour
 * without any costs its share of three listings, and nothing else is loaded for it.
 *
 * @throws BadInput when the endpoint captures nothing, or the baseline is broken.
 */
export async function* judgeHours(policy: ModelPolicy, now: Date): AsyncGenerator<JudgedHour> {
  const { endpoint, quality, drift } = policy;
  if (!quality) return;
  const { lag, lookBack } = quality;
  // Its last look comes after the time in which answers are looked for, and must not be missed.
  const last = Math.max(leastHours, Math.ceil(lookBack / hour) + 2);
  const windows = closedWindows(now, { length: hour, lag, last });
  const hours = windows.map(({ start }) => hourFolder(start));
  const found = await groundTruthFiles(quality.groundTruth, hours);
  if (found.size === 0) return;
  const destination = drift.capture ?? (await captured(endpoint));
  if (!destination)
    throw new BadInput(`Endpoint ${endpoint} captures no data, and the policy has no drift.capture.`);
  const { bucket } = s3Location(destination);
  const counted = { bucket, folder: `driftwheel/reports/${endpoint}/${qualitySchedule}` };
  const known = await countedFiles(counted, hours);
  for (const window of windows) {
    const files = found.get(hourFolder(window.start)) ?? [];
    const fresh = new Set(files.map(({ path }) => path).filter((path) => !known.has(path)));
    const wait = { window, lag, lookBack };
    const waiting = files.flatMap(({ path }) => known.get(path) ?? []).filter(({ waits }) => waits);
    const isLast = isLastLook(wait, now);
    const due = waiting.filter(({ round }) => isLast || round < looksDue(wait, now));
    if (fresh.size === 0 && due.length === 0) continue;
    const { judgeHour } = await import("./judge-hour.ts");
    const judged = await judgeHour({
      ...{ window, now, endpoint, quality, destination, files, fresh, counted },
      again: await labelsOf(counted, due),
      later: new Set(waiting.filter((file) => !due.includes(file)).map(({ path }) => path)),
      last: isLast,
    });
    if (judged) yield judged;
  }
}

async function labelsOf(
  counted: CountedFiles,
  due: readonly CountedFile[],
): Promise<ReadonlyMap<string, WaitingFile>> {
  const waiting = new Map<string, WaitingFile>();
  for (const file of due) {
    waiting.set(file.path, { round: file.round + 1, ids: await waitingLabels(counted, file) });
  }
  return waiting;
}

async function captured(endpoint: string): Promise<string | null> {
  return (await import("@driftwheel/aws/monitor/capture-destination.ts")).captureDestination(endpoint);
}
