import { type CountedFile, type CountedFiles, countedFiles } from "@driftwheel/aws/monitor/counted-files.ts";
import { groundTruthFiles } from "@driftwheel/aws/monitor/ground-truth.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { s3Location } from "@driftwheel/aws/s3/s3-location.ts";
import { served, servedName } from "@driftwheel/core/policy/batch/served.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { QualityPolicy } from "@driftwheel/core/policy/quality/quality.ts";
import { qualitySchedule, type WindowProblem } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { captureLocation } from "../shell/capture-location.ts";
import { type ClosedWindow, closedWindows } from "../shell/closed-windows.ts";
import { tellNotJudged } from "../shell/not-judged.ts";
import { readingFailed, wordsOf } from "../shell/reading-failed.ts";
import { filesOfHour } from "./files-of-hour.ts";
import type { HourToJudge } from "./hour-to-judge.ts";
import type { JudgedHour } from "./judge-hour.ts";
import { hoursLookedAt } from "./look-again.ts";

const hour = 3_600_000;

/** So many of the newest hours are told of when they have no ground truth; older ones were before. */
const told = 3;

/** An hour of which there is nothing to judge. */
interface HourWithout {
  readonly result: "not-judged";
  readonly windowEnd: string;
  readonly reason: string;
}

/**
 * Judges the closed hours of a model for which new ground truth has come, or whose labels wait for their answers, and tells
 * of those that cannot be judged. An hour without any costs its share of three listings and an event, and nothing else is
 * loaded for it.
 *
 * @throws AggregateError with what failed, once all hours had their turn.
 */
export async function* judgeHours(policy: ModelPolicy, now: Date): AsyncGenerator<JudgedHour | HourWithout> {
  const { quality } = policy;
  const serves = served(policy);
  const endpoint = servedName(policy);
  if (!quality) return;
  const { lag, lookBack } = quality;
  const windows = closedWindows(now, { length: hour, lag, last: hoursLookedAt(lookBack) });
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
    if (files.length === 0) {
      if (index < windows.length - told) continue;
      const place = `${quality.groundTruth.replace(/\/$/, "")}/${hourFolder(window.start)}/`;
      yield await without(window, { reason: "no-labels", words: `There is no ground truth in ${place}.` });
      continue;
    }
    if (!destination.ok) {
      yield await without(window, destination.problem);
      continue;
    }
    try {
      const counted = countedIn(destination.destination, endpoint);
      const toCount = await filesOfHour(window, files, { counted, known }, quality, now);
      if (toCount === null) continue;
      const { judgeHour } = await import("./judge-hour.ts");
      const hourToJudge = {
        ...toCount,
        ...askedOf(policy, quality),
        window,
        now,
        endpoint,
        serves,
        quality,
        trainedOn: policy.drift.baseline ?? null,
        files,
        counted,
      };
      const judged = await judgeHour({ ...hourToJudge, destination: destination.destination });
      if (judged) yield judged;
    } catch (error) {
      failures.push(error);
      yield await without(window, readingFailed(error, quality.groundTruth));
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, failures.map(wordsOf).join("; "));
  }
}

/** What a rollout wants to know of outcomes. Values that are no errors of a regression are put by whoever knows them. */
function askedOf(
  { rollout, batch }: ModelPolicy,
  { problem }: QualityPolicy,
): Pick<HourToJudge, "places" | "asked"> {
  const { outcomes, segments } = rollout;
  const { value } = outcomes;
  // Of a batch no trial reads outcomes out of CloudWatch.
  const isOthers =
    batch !== undefined || (value !== undefined && (problem !== "regression" || value.bounds === undefined));
  return {
    places: { unit: outcomes.unit ?? null, segment: segments?.by ?? null },
    asked: isOthers
      ? null
      : {
          bounds: value?.bounds ?? null,
          segments: segments?.names ?? [],
          units: outcomes.unit !== undefined,
        },
  };
}

async function groundTruthOf(policy: ModelPolicy, quality: QualityPolicy, windows: readonly ClosedWindow[]) {
  const hours = windows.map(({ start }) => hourFolder(start));
  const found = await groundTruthFiles(quality.groundTruth, hours);
  const destination = await captureLocation(policy);
  const known =
    found.size > 0 && destination.ok
      ? await countedFiles(countedIn(destination.destination, servedName(policy)), hours)
      : new Map<string, CountedFile>();
  return { found, known, destination };
}

function countedIn(destination: string, endpoint: string): CountedFiles {
  const { bucket } = s3Location(destination);
  return { bucket, folder: `driftwheel/reports/${endpoint}/${qualitySchedule}` };
}

async function notJudged(
  endpoint: string,
  window: ClosedWindow,
  problem: WindowProblem,
): Promise<HourWithout> {
  await tellNotJudged(endpoint, qualitySchedule, window, problem);
  return { result: "not-judged", windowEnd: window.end.toISOString(), reason: problem.words };
}
