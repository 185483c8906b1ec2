import { parseJson } from "@driftwheel/core/schema/python-json.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import type { BaselineOrigin } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { describePackage } from "../facts/model-package.ts";
import { readDatedObject } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";

/** Model-quality statistics as parsed JSON, and where they are from; null when there are none. */
export type QualityBaseline = { readonly json: unknown; readonly origin: BaselineOrigin } | null;

/**
 * The model-quality statistics that a champion's answers are compared with, as parsed JSON: those of the policy, else
 * its package's `DriftCheckBaselines.ModelQuality.Statistics`, which is there for monitors, else its
 * `ModelMetrics.ModelQuality.Statistics`; null when none is there.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DriftCheckModelQuality.html
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
  const parsed = parseJson(found.text);
  if (!parsed.ok)
    throw new BadInput(`${uri} is no JSON: ${parsed.reason}; expected model-quality statistics.`);
  const origin = {
    from: given === null ? ("package" as const) : ("policy" as const),
    uri,
    writtenAt: found.writtenAt?.toISOString() ?? null,
  };
  return { json: parsed.value, origin };
}

async function ofPackage(arn: string | null): Promise<string | null> {
  const described = arn === null ? null : await describePackage(arn);
  return (
    described?.DriftCheckBaselines?.ModelQuality?.Statistics?.S3Uri ??
    described?.ModelMetrics?.ModelQuality?.Statistics?.S3Uri ??
    null
  );
}
