import { heaviestVariant } from "@driftwheel/core/ledger/state.ts";
import { BadInput } from "@driftwheel/core/shell/errors.ts";
import { findEndpoint } from "./facts/endpoint.ts";
import { describePackage } from "./facts/model-package.ts";
import { readObject } from "./objects.ts";
import { s3Location } from "./s3-location.ts";

/**
 * The model-quality statistics that an endpoint's answers are compared with, as parsed JSON: those of the policy, else
 * its champion package's `ModelMetrics.ModelQuality.Statistics`; null when neither is there.
 *
 * @param given `s3://bucket/statistics.json`, or null
 * @throws BadInput when the file is there and is no JSON
 */
export async function qualityBaseline(endpoint: string, given: string | null): Promise<unknown> {
  const uri = given ?? (await ofChampion(endpoint));
  const text = uri === null ? null : await readObject(s3Location(uri));
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadInput(`${uri} is no JSON; expected model-quality statistics.`, { cause: error });
  }
}

async function ofChampion(endpoint: string): Promise<string | null> {
  const { variants } = await findEndpoint(endpoint);
  const champion = heaviestVariant(variants)?.package ?? null;
  const described = champion === null ? null : await describePackage(champion);
  return described?.ModelMetrics?.ModelQuality?.Statistics?.S3Uri ?? null;
}
