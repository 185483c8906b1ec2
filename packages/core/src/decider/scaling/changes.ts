import type { Facts } from "../../vocabulary/fact.ts";
import {
  isSameScaling,
  type ScalingChange,
  scalingFor,
  type VariantScaling,
} from "../../vocabulary/scaling.ts";
import type { Rollout } from "../../vocabulary/state.ts";

type Found = Facts["scaling"];

/** What is still to be given before the challenger bears more: the champion's scaling to it, and back to the champion. */
export function owedScaling(rollout: Rollout, found: Found): readonly ScalingChange[] {
  const { scaling, champion, challenger } = rollout;
  if (!scaling) return [];
  const own = championScaling(rollout, found);
  return [
    ...(scaling.given || own === null ? [] : [give(challenger.variant, forChallenger(rollout, own))]),
    ...(scaling.takenOff ? [give(champion.variant, scaling.champion)] : []),
  ];
}

/** What comes before the champion's variant goes. What someone changed of its scaling meanwhile is taken over. */
export function beforePromotion(rollout: Rollout, found: Found): readonly ScalingChange[] {
  const { scaling, champion, challenger } = rollout;
  const own = found
    ? (found.variants[champion.variant] ?? null)
    : scaling?.takenOff
      ? null
      : championScaling(rollout, found);
  if (own === null) return [];
  const off = { variant: champion.variant, scaling: null, before: own };
  // The variant that gets it is not on the model's own endpoint yet: afterPromotion().
  if (rollout.apart) return [off];
  const wanted = forChallenger(rollout, own);
  const given = scaling?.given ? forChallenger(rollout, scaling.champion) : null;
  return [
    ...(isSameScaling(given, wanted)
      ? []
      : [{ variant: challenger.variant, scaling: wanted, before: given }]),
    off,
  ];
}

/** Of a trial on two endpoints: the winner gets on the model's own endpoint what was taken off there for it. */
export function afterPromotion(rollout: Rollout): readonly ScalingChange[] {
  const { scaling, challenger } = rollout;
  return scaling?.takenOff ? [give(challenger.variant, forChallenger(rollout, scaling.champion))] : [];
}

/** What comes before the challenger's variant goes; nothing of it is of value to anyone. */
export function beforeWayBack(rollout: Rollout, found: Found): readonly ScalingChange[] {
  const { scaling, champion, challenger } = rollout;
  const scaled = scaling?.given || found?.variants[challenger.variant] !== undefined;
  return [
    ...(scaled ? [{ variant: challenger.variant, scaling: null, before: null }] : []),
    ...(scaling?.takenOff ? [give(champion.variant, scaling.champion)] : []),
  ];
}

/** Giving the champion back what a promotion that does not come took off; null when nothing was. */
export function putBack({ scaling, champion, apart, mayHave, soleConfig }: Rollout): ScalingChange | null {
  // Its variant is gone from there.
  if (apart && mayHave.configs.every((config) => config === soleConfig)) return null;
  return scaling?.takenOff ? give(champion.variant, scaling.champion) : null;
}

function championScaling({ scaling, champion }: Rollout, found: Found): VariantScaling | null {
  if (!scaling) return null;
  return found && !scaling.takenOff ? (found.variants[champion.variant] ?? null) : scaling.champion;
}

function forChallenger({ champion, challenger }: Rollout, scaling: VariantScaling): VariantScaling {
  return scalingFor(scaling, champion.variant, challenger.variant);
}

function give(variant: string, scaling: VariantScaling): ScalingChange {
  return { variant, scaling, before: null };
}
