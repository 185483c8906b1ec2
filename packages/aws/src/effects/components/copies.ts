import {
  type DescribeInferenceComponentOutput,
  UpdateInferenceComponentRuntimeConfigCommand,
} from "@aws-sdk/client-sagemaker";
import type { SetRoute } from "@driftwheel/core/vocabulary/effect.ts";
import type { FoundRoute } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { EndpointDiffers, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { deployedInWords, ownName } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { describeComponent, foundComponent } from "../../facts/components/described-component.ts";

/**
 * How many copies bear a share of what the champion's bear, in percent. None is made with no copy:
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceComponentRuntimeConfig.html
 */
export function copiesFor({ RuntimeConfig }: DescribeInferenceComponentOutput, share: number): number {
  return Math.max(1, Math.ceil(((RuntimeConfig?.DesiredCopyCount ?? 1) * share) / 100));
}

/**
 * Passes once the challenger's component has the copies that its next share needs; asks for them where it has fewer. More
 * copies are left: nothing is gained by ending one in the middle of a trial.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateInferenceComponentRuntimeConfig.html
 *
 * @param found what the route's parameter holds now
 * @throws TransientError while they are on their way; EndpointDiffers where there is no room for them, with SageMaker's
 * reason, and where there is no component
 */
export async function raiseCopies({ endpoint, apart, route }: SetRoute, found: FoundRoute): Promise<void> {
  const share = route.challenger?.weight ?? 0;
  if (share === 0) return;
  const [champion, challenger] = await Promise.all([
    describeComponent(endpoint),
    describeComponent(apart.endpoint),
  ]);
  const differs = (why: string) =>
    new EndpointDiffers(why, {
      ...foundComponent(champion),
      beside: { endpoint: foundComponent(challenger), route: found },
    });
  if (!champion || !challenger)
    throw differs(`${deployedInWords(champion ? apart.endpoint : endpoint)} does not exist`);
  const needed = copiesFor(champion, share);
  const { DesiredCopyCount: asked = 0, CurrentCopyCount: there = 0 } = challenger.RuntimeConfig ?? {};
  if (there >= needed) return;
  const the = `${deployedInWords(apart.endpoint)} has ${there} of the ${needed} copies that ${share}% need`;
  const { InferenceComponentStatus: status, FailureReason: reason } = challenger;
  if (status !== "InService") throw new TransientError(`${the}, and is ${status}`);
  if (asked >= needed) throw differs(`${the}: ${reason ?? "SageMaker gives no reason"}`);
  await sageMaker().send(
    new UpdateInferenceComponentRuntimeConfigCommand({
      InferenceComponentName: ownName(apart.endpoint),
      DesiredRuntimeConfig: { CopyCount: needed },
    }),
  );
  throw new TransientError(`${the}, and gets more`);
}
