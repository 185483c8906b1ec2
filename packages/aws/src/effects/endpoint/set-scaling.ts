import type { EffectAnswer, SetScaling } from "@driftwheel/core/vocabulary/effect.ts";
import { PassingRefusal } from "@driftwheel/core/vocabulary/errors.ts";
import { isSameScaling } from "@driftwheel/core/vocabulary/scaling.ts";
import { readScaling } from "../../scaling/read-scaling.ts";
import { giveScaling, isBegun, takeScalingOff } from "../../scaling/write-scaling.ts";
import { ComparedEndpoint } from "./compared-endpoint.ts";

/** For so long what someone else changed is seen and decided on anew, and a variant is waited for. */
const quarterOfAnHour = 15 * 60_000;

/**
 * Gives a variant its scaling, or takes it off. What someone else made of it is not overwritten: `left` tells it.
 *
 * @throws PassingRefusal when someone changed what is to be taken off, which would be lost for good, and when the variant
 * does not serve.
 */
export async function setScaling(effect: SetScaling): Promise<EffectAnswer> {
  const { variant, scaling, before } = effect;
  const endpoint = await ComparedEndpoint.compare(effect.endpoint, effect.expected, () => false);
  const found = (await readScaling(effect.endpoint, [variant])).get(variant)?.scaling ?? null;
  if (!endpoint || isSameScaling(found, scaling)) return {};
  if (scaling === null) {
    if (before !== null && !isSameScaling(found, before)) {
      throw new PassingRefusal(
        `${variant} of ${effect.endpoint} is scaled otherwise than when that was decided: someone changed it meanwhile`,
        { tryFor: quarterOfAnHour },
      );
    }
    await takeScalingOff(endpoint, variant);
    return {};
  }
  const serves = endpoint.described.ProductionVariants?.some(({ VariantName }) => VariantName === variant);
  if (!serves) {
    throw new PassingRefusal(`${variant} does not serve on ${effect.endpoint}`, { tryFor: quarterOfAnHour });
  }
  if (found && before && isSameScaling(found, before)) await takeScalingOff(endpoint, variant);
  else if (found && !isBegun(found, scaling))
    return {
      left: `${variant} is scaled by someone else, with ${found.minimum} to ${found.maximum} instances`,
    };
  await giveScaling(endpoint, variant, scaling);
  return {};
}
