import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import type { BaselineOrigin } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { describePackage } from "../facts/model-package.ts";
import { readDatedObject } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";

/** Model-quality statistics as parsed JSON, and where they are from; null when there are none. */
export type QualityBaseline = { readonly json: unknown; readonly origin: BaselineOrigin } | null;

/**
 * The model-quality statistics that a champion's answers are compared with: those of the policy, else its package's
 * `ModelMetrics.ModelQuality.Statistics`.
 *
 * @param champion ARN of the champion's package, or null
 * @param given `s3://bucket/statistics.json`, or null
 * @throws BadInput when the file is there and is no JSON
 */
export async function qualityBaseline(
  champion: string | null,
  given: string | null,
): Promise<QualityBaseline> {
  const uri = given ?? (await ofPackage(champion));
  const found = uri === null ? null : await readDatedObject(s3Location(uri));
  if (uri === null || found === null) return null;
  const origin = {
    from: given === null ? ("package" as const) : ("policy" as const),
    uri,
    writtenAt: found.writtenAt?.toISOString() ?? null,
  };
  try {
    return { json: JSON.parse(found.text), origin };
  } catch (error) {
    throw new BadInput(`${uri} is no JSON; expected model-quality statistics.`, { cause: error });
  }
}

async function ofPackage(arn: string | null): Promise<string | null> {
  const described = arn === null ? null : await describePackage(arn);
  return described?.ModelMetrics?.ModelQuality?.Statistics?.S3Uri ?? null;
}
