import { describePackage } from "../facts/model-package.ts";
import { readObject } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";
import { statisticsNamedBy } from "./champion-baseline.ts";

/** The `statistics.json` of a window, by its report's folder; null when there is none. */
export async function windowStatisticsText(report: string): Promise<string | null> {
  const { bucket, key } = s3Location(report);
  return await readObject({ bucket, key: `${key.replace(/\/$/, "")}/statistics.json` });
}

/** The statistics that a champion's windows are compared with; null when there are none. */
export async function baselineText(champion: string | null, fallback: string | null): Promise<string | null> {
  const named = champion === null ? undefined : statisticsNamedBy(await describePackage(champion));
  const uri = named ?? fallback;
  return uri === null ? null : await readObject(s3Location(uri));
}
