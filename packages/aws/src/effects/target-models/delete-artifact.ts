import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import type { DeleteEndpoint, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { deployedOn } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { s3 } from "../../clients/s3.ts";
import { artifactAt, describeArtifact, describeHost } from "../../facts/target-models/described-target.ts";
import { assertUnasked } from "../apart/unasked.ts";

/**
 * Deletes the copy that was made for a trial, once nobody asks for it. The name is a trial's own, so that nothing else has it.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/add-models-to-endpoint.html
 *
 * @throws Refused while the route leads to it, and where it cannot be known where it lies; TransientError while callers may still go by an earlier route
 */
export async function deleteArtifact(
  { apart, challengerPackage }: DeleteEndpoint,
  clock: Clock,
): Promise<EffectAnswer> {
  const { endpoint, targetModel = "" } = deployedOn(apart.endpoint);
  const host = await describeHost(endpoint);
  // Without its endpoint nobody knows where it lies, and it costs cents.
  if (!host) return {};
  const prefix = host.traits?.artifacts;
  if (prefix === undefined)
    throw new Refused(
      `nobody knows where ${targetModel} lies: the model of endpoint ${endpoint} names no prefix of artifacts. Delete it yourself`,
    );
  const place = artifactAt(prefix, targetModel);
  const there = await describeArtifact(place);
  // One of another version was not copied for this trial, which is why it may have ended.
  if (there?.package !== challengerPackage) return {};
  await assertUnasked(apart, clock);
  await s3().send(new DeleteObjectCommand({ Bucket: place.bucket, Key: place.key }));
  return {};
}
