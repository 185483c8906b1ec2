import type { DriftReportInput, NotJudgedInput } from "@driftwheel/core/monitor/reports/drift-report.ts";
import { captureSchedule } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { objectExists, writeJson } from "../s3/objects.ts";
import { type S3Location, s3Location, s3Uri } from "../s3/s3-location.ts";

/** Where the reports of one window lie. */
export interface ReportFolder extends S3Location {
  readonly uri: string;
}

/**
 * `driftwheel/reports/<endpoint>/<schedule>/YYYY/MM/DD/HH` in the bucket that captures are written to, named after
 * the window's end as Model Monitor does; windows that end within an hour get a folder `mm-ss` of their own. The
 * schedule is `driftwheel`, unless another of Driftwheel's own is given.
 */
export function reportFolder(window: {
  readonly destination: string;
  readonly endpoint: string;
  readonly end: Date;
  readonly schedule?: string;
}): ReportFolder {
  const { destination, endpoint, schedule = captureSchedule } = window;
  const { bucket } = s3Location(destination);
  const [date = "", time = ""] = window.end.toISOString().split("T");
  const [hours, minutes, seconds] = time.slice(0, 8).split(":");
  const within = minutes === "00" && seconds === "00" ? "" : `/${minutes}-${seconds}`;
  const key = `driftwheel/reports/${endpoint}/${schedule}/${date.replaceAll("-", "/")}/${hours}${within}`;
  return { bucket, key, uri: s3Uri({ bucket, key }) };
}

/** True when the window was assessed before, whatever was found. */
export function wasAssessed(folder: ReportFolder): Promise<boolean> {
  return objectExists(statisticsOf(folder));
}

/** Writes the window's `constraint_violations.json`, in Model Monitor's form. */
export function writeViolations(folder: ReportFolder, violations: unknown): Promise<void> {
  return writeJson({ bucket: folder.bucket, key: `${folder.key}/constraint_violations.json` }, violations);
}

/** Writes the window's `statistics.json`; with it the window counts as assessed, so it is written last. */
export function writeStatistics(folder: ReportFolder, statistics: unknown): Promise<void> {
  return writeJson(statisticsOf(folder), statistics);
}

/** Tells the account's own bus what a window showed, drifted or not. */
export function emitDriftReport(report: DriftReportInput): Promise<string> {
  return emit("Drift Report", report);
}

/** Tells it that a window could not be judged, and why. */
export function emitNotJudged(window: NotJudgedInput): Promise<string> {
  return emit("Window Not Judged", window);
}

async function emit(type: string, detail: object): Promise<string> {
  // EventBridge's client is loaded by the window that has something to tell.
  const { putEvent } = await import("../put-event.ts");
  return putEvent({ Source: "driftwheel.monitor", DetailType: type, Detail: JSON.stringify(detail) });
}

function statisticsOf({ bucket, key }: ReportFolder): S3Location {
  return { bucket, key: `${key}/statistics.json` };
}
