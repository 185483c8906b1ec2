import { parseJson } from "@driftwheel/core/schema/python-json.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { describePackage } from "../facts/model-package.ts";
import { readObject } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";

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
export async function qualityBaseline(champion: string | null, given: string | null): Promise<unknown> {
  const uri = given ?? (await ofPackage(champion));
  const text = uri === null ? null : await readObject(s3Location(uri));
  if (text === null) return null;
  const parsed = parseJson(text);
  if (parsed.ok) return parsed.value;
  throw new BadInput(`${uri} is no JSON: ${parsed.reason}; expected model-quality statistics.`);
}

async function ofPackage(arn: string | null): Promise<string | null> {
  const described = arn === null ? null : await describePackage(arn);
  return (
    described?.DriftCheckBaselines?.ModelQuality?.Statistics?.S3Uri ??
    described?.ModelMetrics?.ModelQuality?.Statistics?.S3Uri ??
    null
  );
}
