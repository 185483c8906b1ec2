import { DeleteInferenceComponentCommand } from "@aws-sdk/client-sagemaker";
import type { DeleteEndpoint, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { deployedInWords, ownName } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { describeComponent, foundComponent } from "../../facts/components/described-component.ts";
import { orNull } from "../../failure.ts";
import { assertUnasked } from "../apart/unasked.ts";
import { unscaleChallenger } from "./copies-scaling.ts";

/**
 * Deletes the challenger's own component: its model stays, because it may be the champion's now.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteInferenceComponent.html
 *
 * @throws Refused while the route leads to it, and when someone else has given it another model; TransientError while
 * callers may still go by an earlier route, or while it changes.
 */
export async function deleteComponent(
  { apart, config }: DeleteEndpoint,
  clock: Clock,
): Promise<EffectAnswer> {
  const described = await describeComponent(apart.endpoint);
  if (!described || described.InferenceComponentStatus === "Deleting") return {};
  const { status, config: model } = foundComponent(described);
  const the = deployedInWords(apart.endpoint);
  if (model !== config)
    throw new Refused(`${the} has model ${model} of someone else; it was made with ${config}`);
  await assertUnasked(apart, clock);
  await unscaleChallenger(ownName(apart.endpoint));
  if (status === "Creating" || status === "Updating") throw new TransientError(`${the} is ${status}`);
  const InferenceComponentName = ownName(apart.endpoint);
  await orNull(() => sageMaker().send(new DeleteInferenceComponentCommand({ InferenceComponentName })));
  return {};
}
