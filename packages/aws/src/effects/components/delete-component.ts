import { DeleteInferenceComponentCommand } from "@aws-sdk/client-sagemaker";
import type { DeleteEndpoint, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { PassingRefusal, Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { deployedInWords, ownName } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { describeComponent, foundComponent } from "../../facts/components/described-component.ts";
import { orNull } from "../../failure.ts";
import { assertUnasked } from "../apart/unasked.ts";
import { unscaleChallenger } from "./copies-scaling.ts";

const hour = 3_600_000;
/** After this a component that changes is told of. */
const usualChange = hour;
/**
 * The longest that an update may take; then the next trial waits no longer.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceComponentRollingUpdatePolicy.html
 */
const longestChange = 8 * hour;

/**
 * Deletes the challenger's own component: its model stays, because it may be the champion's now.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteInferenceComponent.html
 *
 * @throws Refused while the route leads to it, and when someone else has given it another model; TransientError while
 * callers may still go by an earlier route, or while it changes; PassingRefusal, which is told, when that has taken an hour, and
 * which ends after eight.
 */
export async function deleteComponent(
  { apart, config }: DeleteEndpoint,
  clock: Clock,
): Promise<EffectAnswer> {
  const described = await describeComponent(apart.endpoint);
  // Who deleted it by hand may not have known what scales it.
  if (!described) await unscaleChallenger(ownName(apart.endpoint));
  if (!described || described.InferenceComponentStatus === "Deleting") return {};
  const { status, config: model } = foundComponent(described);
  const the = deployedInWords(apart.endpoint);
  if (model !== config)
    throw new Refused(`${the} has model ${model} of someone else; it was made with ${config}`);
  await assertUnasked(apart, clock);
  await unscaleChallenger(ownName(apart.endpoint));
  if (status === "Creating" || status === "Updating") {
    const since = described.LastModifiedTime;
    const late = since !== undefined && clock.now().getTime() - since.getTime() >= usualChange;
    if (!late) throw new TransientError(`${the} is ${status}`);
    throw new PassingRefusal(
      `${the} is ${status} since ${since.toISOString()}, and SageMaker deletes none that changes; nobody asks it any more. Delete it yourself once it has come to an end`,
      { tryFor: longestChange - usualChange },
    );
  }
  const InferenceComponentName = ownName(apart.endpoint);
  await orNull(() => sageMaker().send(new DeleteInferenceComponentCommand({ InferenceComponentName })));
  return {};
}
