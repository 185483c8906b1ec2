import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import type { DeleteEndpoint, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { deployedOn } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { s3 } from "../../clients/s3.ts";
import { artifactAt, describeArtifact, describeHost } from "../../facts/target-models/described-target.ts";
import { assertUnasked } from "../apart/unasked.ts";

/**
 * Deletes the copy that was made for a trial, once nobody asks for it. The name is a trial's own, so that nothing else has it.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/add-models-to-endpoint.html
 *
 * @throws Refused while the route leads to it; TransientError while callers may still go by an earlier route
 */
export async function deleteArtifact({ apart }: DeleteEndpoint, clock: Clock): Promise<EffectAnswer> {
  const { endpoint, targetModel = "" } = deployedOn(apart.endpoint);
  const prefix = (await describeHost(endpoint))?.traits?.artifacts;
  // Without its endpoint nobody knows where it lies, and it costs cents.
  if (prefix === undefined) return {};
  const place = artifactAt(prefix, targetModel);
  if (!(await describeArtifact(place))) return {};
  await assertUnasked(apart, clock);
  await s3().send(new DeleteObjectCommand({ Bucket: place.bucket, Key: place.key }));
  return {};
}
