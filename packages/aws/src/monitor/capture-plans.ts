import { type CapturePlan, parseCapturePlan } from "@driftwheel/core/monitor/captures/capture-plan.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { readObject } from "../s3/objects.ts";
import { type S3Location, s3Uri } from "../s3/s3-location.ts";
import { writtenFirst } from "../s3/written-first.ts";
import type { ReportFolder } from "./reports.ts";

/** A plan names each file that was read: some hundred bytes for each, of hundreds of thousands at most. */
const largestPlan = 100 * 1024 * 1024;

/**
 * The window's `captures.json`: which capture files were read for it; null when none was ever planned.
 *
 * @throws BadInput when the file is broken.
 */
export async function readPlan(folder: ReportFolder): Promise<CapturePlan | null> {
  const location = capturesOf(folder);
  const json = await readObject(location, largestPlan);
  if (json === null) return null;
  const parsed = parseCapturePlan(json);
  if (!parsed.ok) throw new BadInput(`${s3Uri(location)}: ${parsed.reason}`);
  return parsed.plan;
}

/** Writes the window's `captures.json` unless another run did: then that one's files are read. */
export async function settlePlan(folder: ReportFolder, plan: CapturePlan): Promise<CapturePlan> {
  return (await writtenFirst(capturesOf(folder), plan)) ? plan : ((await readPlan(folder)) ?? plan);
}

function capturesOf({ bucket, key }: ReportFolder): S3Location {
  return { bucket, key: `${key}/captures.json` };
}
