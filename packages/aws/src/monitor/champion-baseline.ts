import type { Served } from "@driftwheel/core/policy/batch/served.ts";
import type { BaselineOrigin, WindowProblem } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { heaviestVariant } from "@driftwheel/core/vocabulary/state.ts";
import { findServed } from "../facts/batch/served.ts";
import { describePackage } from "../facts/model-package.ts";
import { readDatedObject } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";

export type ChampionBaseline =
  | { readonly ok: true; readonly origin: BaselineOrigin; readonly text: string }
  | { readonly ok: false; readonly problem: WindowProblem };

/**
 * The `statistics.json` that live rows of an endpoint are compared with: its champion package's
 * `DriftCheckBaselines.ModelDataQuality.Statistics`, which is there for monitors, else its
 * `ModelMetrics.ModelDataQuality.Statistics`, else the fallback.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DriftCheckModelDataQuality.html
 *
 * @param fallback `s3://bucket/statistics.json`, or null
 */
export async function championBaseline(serves: Served, fallback: string | null): Promise<ChampionBaseline> {
  const { exists, variants, failureReason } = await findServed(serves);
  if (!exists) return { ok: false, problem: nothingServes(serves, failureReason) };
  const champion = heaviestVariant(variants)?.package ?? null;
  const described = champion === null ? null : await describePackage(champion);
  const own = described ? statisticsNamedBy(described) : undefined;
  const uri = own ?? fallback;
  if (!uri) {
    return without(
      `${champion ?? `The champion of ${serves.name}, which has no package,`} names no statistics in DriftCheckBaselines.ModelDataQuality or ModelMetrics.ModelDataQuality, and the policy has no drift.baseline.`,
    );
  }
  const found = await readDatedObject(s3Location(uri));
  if (found === null) {
    return without(`${uri} does not exist; ${own ? `${champion} names it` : "drift.baseline names it"}.`);
  }
  const writtenAt = found.writtenAt?.toISOString() ?? null;
  return { ok: true, origin: { from: own ? "package" : "policy", uri, writtenAt }, text: found.text };
}

/** Where a package says that the statistics of its training lie. */
export function statisticsNamedBy({
  DriftCheckBaselines,
  ModelMetrics,
}: Awaited<ReturnType<typeof describePackage>>): string | undefined {
  return (
    DriftCheckBaselines?.ModelDataQuality?.Statistics?.S3Uri ??
    ModelMetrics?.ModelDataQuality?.Statistics?.S3Uri
  );
}

/** What is wrong where an endpoint is not there. */
function nothingServes({ name, route }: Served, why: string | null): WindowProblem {
  if (route === null) return { reason: "no-endpoint", words: `There is no endpoint ${name}.` };
  return {
    reason: "no-endpoint",
    words: `Nobody knows which model ${name} uses: ${why ?? `the SSM parameter ${route} does not say`}.`,
  };
}

function without(words: string): ChampionBaseline {
  return { ok: false, problem: { reason: "no-baseline", words } };
}
