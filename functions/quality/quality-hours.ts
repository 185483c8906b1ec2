import { type CountedFiles, countedFiles } from "@driftwheel/aws/monitor/counted-files.ts";
import { groundTruthFiles } from "@driftwheel/aws/monitor/ground-truth.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { emitNotJudged } from "@driftwheel/aws/monitor/reports.ts";
import { s3Location } from "@driftwheel/aws/s3/s3-location.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { QualityPolicy } from "@driftwheel/core/policy/quality.ts";
import type { WindowProblem } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { captureLocation } from "../shell/capture-location.ts";
import { type ClosedWindow, closedWindows } from "../shell/closed-windows.ts";
import { readingFailed, wordsOf } from "../shell/reading-failed.ts";
import { qualitySchedule } from "./hour-to-judge.ts";
import type { JudgedHour } from "./judge-hour.ts";

const hour = 3_600_000;
/** So many hours back a run looks for ground truth that came later than its folder's hour. */
const last = 24;

/** So many of the newest hours are told of when they have no ground truth; older ones were before. */
const told = 3;

/** An hour of which there is nothing to judge. */
interface HourWithout {
  readonly result: "not-judged";
  readonly windowEnd: string;
  readonly reason: string;
}

/**
 * Judges the closed hours of a model for which new ground truth has come, and tells of those that cannot be judged. An
 * hour without any costs its share of two listings and an event, and nothing else is loaded for it.
 *
 * @throws AggregateError with what failed, once all hours had their turn.
 */
export async function* judgeHours(policy: ModelPolicy, now: Date): AsyncGenerator<JudgedHour | HourWithout> {
  const { endpoint, quality } = policy;
  if (!quality) return;
  const windows = closedWindows(now, { length: hour, lag: quality.lag, last });
  const without = (window: ClosedWindow, problem: WindowProblem) => notJudged(endpoint, window, problem);
  let ready: Awaited<ReturnType<typeof groundTruthOf>>;
  try {
    ready = await groundTruthOf(policy, quality, windows);
  } catch (error) {
    for (const window of windows.slice(-told))
      yield await without(window, readingFailed(error, quality.groundTruth));
    throw error;
  }
  const { found, known, destination } = ready;
  const failures: unknown[] = [];
  for (const [index, window] of windows.entries()) {
    const files = found.get(hourFolder(window.start)) ?? [];
    if (files.length === 0 && index >= windows.length - told) {
      const place = `${quality.groundTruth.replace(/\/$/, "")}/${hourFolder(window.start)}/`;
      yield await without(window, { reason: "no-labels", words: `There is no ground truth in ${place}.` });
    }
    const fresh = new Set(files.map(({ path }) => path).filter((path) => !known.has(path)));
    if (fresh.size === 0) continue;
    if (!destination.ok) {
      yield await without(window, destination.problem);
      continue;
    }
    try {
      const { judgeHour } = await import("./judge-hour.ts");
      const counted = countedIn(destination.destination, endpoint);
      yield await judgeHour({
        ...{ window, endpoint, quality, files, fresh, counted },
        destination: destination.destination,
      });
    } catch (error) {
      failures.push(error);
      yield await without(window, readingFailed(error, quality.groundTruth));
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, failures.map(wordsOf).join("; "));
  }
}

async function groundTruthOf(policy: ModelPolicy, quality: QualityPolicy, windows: readonly ClosedWindow[]) {
  const hours = windows.map(({ start }) => hourFolder(start));
  const found = await groundTruthFiles(quality.groundTruth, hours);
  const destination = await captureLocation(policy);
  const known =
    found.size > 0 && destination.ok
      ? await countedFiles(countedIn(destination.destination, policy.endpoint), hours)
      : new Set<string>();
  return { found, known, destination };
}

function countedIn(destination: string, endpoint: string): CountedFiles {
  const { bucket } = s3Location(destination);
  return { bucket, key: `driftwheel/reports/${endpoint}/${qualitySchedule}/counted` };
}

async function notJudged(
  endpoint: string,
  window: ClosedWindow,
  problem: WindowProblem,
): Promise<HourWithout> {
  await emitNotJudged({
    endpoint,
    schedule: qualitySchedule,
    windowStart: window.start.toISOString(),
    windowEnd: window.end.toISOString(),
    rows: 0,
    unread: null,
    problem,
  });
  return { result: "not-judged", windowEnd: window.end.toISOString(), reason: problem.words };
}
