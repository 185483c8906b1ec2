import { CopyObjectCommand } from "@aws-sdk/client-s3";
import type { CreateEndpoint, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { deployedOn } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { s3 } from "../../clients/s3.ts";
import { describePackage, modelData } from "../../facts/model-package.ts";
import {
  artifactAt,
  describeArtifact,
  describeHost,
  packageMetadata,
} from "../../facts/target-models/described-target.ts";
import { findTarget } from "../../facts/target-models/found-target.ts";
import { isBeingWritten, isTaken } from "../../s3/conditional-write.ts";
import { type S3Location, s3Location, s3Uri } from "../../s3/s3-location.ts";
import { assertExpected } from "../endpoint/compared-endpoint.ts";

/**
 * Puts the challenger's artifact beside the champion's, by a name that no other has: one that is overwritten may go on
 * answering as it was. Nothing of the endpoint is changed.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/add-models-to-endpoint.html
 *
 * @throws Refused when there is an artifact of that name of another version, and when the version's package names none;
 * EndpointDiffers when the champion is another artifact than it should be.
 */
export async function copyArtifact(effect: CreateEndpoint): Promise<EffectAnswer> {
  const { apart, challengerPackage } = effect;
  const { endpoint, targetModel = "" } = deployedOn(apart.endpoint);
  const prefix = (await describeHost(endpoint))?.traits?.artifacts;
  const place = prefix === undefined ? null : artifactAt(prefix, targetModel);
  if (place && (await isThere(place, challengerPackage))) return {};
  assertExpected(effect.endpoint, await findTarget(effect.endpoint, apart.parameter), effect.expected);
  // What is in service has a config, and that a model with a prefix.
  if (!place) throw new Refused(`the model of endpoint ${endpoint} names no prefix of artifacts`);
  const from = await sourceOf(challengerPackage);
  try {
    await s3().send(
      new CopyObjectCommand({
        Bucket: place.bucket,
        Key: place.key,
        CopySource: `${from.bucket}/${encodeURIComponent(from.key).replaceAll("%2F", "/")}`,
        IfNoneMatch: "*",
        MetadataDirective: "REPLACE",
        Metadata: { [packageMetadata]: challengerPackage },
        // Tags would need permissions of their own.
        TaggingDirective: "REPLACE",
      }),
    );
  } catch (error) {
    if (isBeingWritten(error)) throw new TransientError(`${s3Uri(place)} is being written`, { cause: error });
    // Another delivery was first.
    if (!isTaken(error) || !(await isThere(place, challengerPackage))) throw error;
  }
  return {};
}

async function isThere(place: S3Location, packageArn: string): Promise<boolean> {
  const there = await describeArtifact(place);
  if (!there) return false;
  if (there.package === packageArn) return true;
  throw new Refused(
    `${s3Uri(place)} exists, and is an artifact of ${there.package ?? "nobody knows which version"}; asked for was one of ${packageArn}`,
  );
}

/** Where the version's artifact lies. */
async function sourceOf(packageArn: string): Promise<S3Location> {
  const { modelDataUrl, why } = modelData(await describePackage(packageArn), undefined);
  if (modelDataUrl === null || !modelDataUrl.endsWith(".tar.gz"))
    throw new Refused(
      `${packageArn} names no archive that a multi-model endpoint could load: ${why ?? modelDataUrl ?? "it has no model data"}`,
    );
  return s3Location(modelDataUrl);
}
