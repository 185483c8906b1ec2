import {
  type DescribeInferenceComponentOutput,
  UpdateInferenceComponentRuntimeConfigCommand,
} from "@aws-sdk/client-sagemaker";
import { readRoute } from "@driftwheel/core/routing/route.ts";
import type { SetRoute } from "@driftwheel/core/vocabulary/effect.ts";
import type { FoundRoute } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { isSameScaling, scalingFor } from "@driftwheel/core/vocabulary/scaling.ts";
import { deployedInWords, ownName } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { describeComponent } from "../../facts/components/described-component.ts";
import { failure } from "../../failure.ts";
import { readCopiesScaling } from "../../scaling/read-scaling.ts";
import { copiesOf } from "../../scaling/scaled.ts";
import { isBegun, scale, unscale } from "../../scaling/write-scaling.ts";

/**
 * Before callers are sent to the challenger's component, it is scaled as the champion's: each has part of the requests, and
 * what scales one says nothing to the other. A scaling of its own that is another is somebody's, and left.
 *
 * A trial does not depend on it: what Application Auto Scaling refuses is told, and asked for again at the next step.
 *
 * @returns what is told of one that is left or refused; null where there is nothing to tell
 */
export async function scaleChallenger({ endpoint, apart, route }: SetRoute): Promise<string | null> {
  if ((route.challenger?.weight ?? 0) === 0) return null;
  const [from, to] = [ownName(endpoint), ownName(apart.endpoint)];
  const read = await readCopiesScaling([from, to]);
  const champion = read.get(from);
  if (!champion) return null;
  const wanted = scalingFor(champion, from, to);
  const found = read.get(to) ?? null;
  if (isSameScaling(found, wanted)) return null;
  if (found && !isBegun(found, wanted))
    return `${deployedInWords(apart.endpoint)} is scaled otherwise than the champion's, from ${found.minimum} to ${found.maximum} copies, and stays so`;
  try {
    await scale(copiesOf(to), wanted);
    return null;
  } catch (error) {
    const refused = failure(error, "scaling");
    if (!(refused instanceof Refused)) throw error;
    return `${deployedInWords(apart.endpoint)} is not scaled as the champion's, and keeps the copies that it has: ${refused.message}`;
  }
}

/** Before the challenger's component is deleted: a target without a component is scaled by nobody, and nobody takes it away. */
export async function unscaleChallenger(component: string): Promise<void> {
  await unscale(copiesOf(component));
}

/**
 * Before everybody is led back from a challenger's component that had all of the requests, the model's own one, which may have
 * been scaled in meanwhile, has as many copies again. Where there is no room for them, it goes on with those that are there.
 *
 * @param found what the route's parameter holds now
 * @throws TransientError while they are on their way
 */
export async function bringBackCopies(
  { endpoint, apart, route }: SetRoute,
  found: FoundRoute,
): Promise<void> {
  if (route.challenger || !hadAll(found)) return;
  const [own, challenger] = await Promise.all([
    describeComponent(endpoint),
    describeComponent(apart.endpoint),
  ]);
  // On the way back its model is another one, and nobody waits for copies, nor for who scales them.
  if (!own || !challenger || modelOf(own) !== modelOf(challenger)) return;
  const scaling = (await readCopiesScaling([ownName(endpoint)])).get(ownName(endpoint));
  if (!scaling) return;
  const needed = Math.min(scaling.maximum, asked(challenger));
  const there = own.RuntimeConfig?.CurrentCopyCount ?? 0;
  if (there >= needed) return;
  const the = `${deployedInWords(endpoint)} has ${there} of the ${needed} copies that all requests need`;
  if (own.InferenceComponentStatus !== "InService")
    throw new TransientError(`${the}, and is ${own.InferenceComponentStatus}`);
  // SageMaker is done with these, and says that there is no room for more.
  if (asked(own) >= needed) return;
  await sageMaker().send(
    new UpdateInferenceComponentRuntimeConfigCommand({
      InferenceComponentName: ownName(endpoint),
      DesiredRuntimeConfig: { CopyCount: needed },
    }),
  );
  throw new TransientError(`${the}, and gets more`);
}

function modelOf({ Specification }: DescribeInferenceComponentOutput): string | undefined {
  return Specification?.ModelName;
}

function asked({ RuntimeConfig }: DescribeInferenceComponentOutput): number {
  return RuntimeConfig?.DesiredCopyCount ?? 1;
}

function hadAll({ value }: FoundRoute): boolean {
  const read = value === null ? null : readRoute(value);
  return read?.ok === true && read.route.challenger?.weight === 100;
}
