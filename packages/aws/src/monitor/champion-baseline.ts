import { heaviestVariant } from "@driftwheel/core/vocabulary/state.ts";
import { findEndpoint } from "../facts/endpoint.ts";
import { describePackage } from "../facts/model-package.ts";
import { readObject } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";

export type ChampionBaseline =
  | { readonly ok: true; readonly uri: string; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/**
 * The `statistics.json` that live rows of an endpoint are compared with: its champion package's
 * `DriftCheckBaselines.ModelDataQuality.Statistics`, which is there for monitors, else its
 * `ModelMetrics.ModelDataQuality.Statistics`, else the fallback.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DriftCheckModelDataQuality.html
 *
 * @param fallback `s3://bucket/statistics.json`, or null
 */
export async function championBaseline(endpoint: string, fallback: string | null): Promise<ChampionBaseline> {
  const { exists, variants } = await findEndpoint(endpoint);
  if (!exists) return { ok: false, reason: `there is no endpoint ${endpoint}` };
  const champion = heaviestVariant(variants)?.package ?? null;
  const described = champion === null ? null : await describePackage(champion);
  const uri =
    described?.DriftCheckBaselines?.ModelDataQuality?.Statistics?.S3Uri ??
    described?.ModelMetrics?.ModelDataQuality?.Statistics?.S3Uri ??
    fallback;
  if (!uri) {
    return {
      ok: false,
      reason: `${champion ?? `the champion of ${endpoint}, which has no package,`} names no statistics in DriftCheckBaselines.ModelDataQuality or ModelMetrics.ModelDataQuality, and the policy has no drift.baseline`,
    };
  }
  const text = await readObject(s3Location(uri));
  return text === null ? { ok: false, reason: `${uri} does not exist` } : { ok: true, uri, text };
}
