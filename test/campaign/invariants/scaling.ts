import type { Invariant } from "./invariant.ts";

const scaled: Invariant = {
  name: "what-serves-is-scaled-as-the-champion-was",
  promise:
    "Where the champion's variant scaled, whatever serves when all is quiet scales as it did, and nothing that is gone does, unless a person deployed or deleted something, or the trial is held.",
  broken({ plan, world, atEnd: { state } }) {
    const byHand = world.journal.of("hand").some(({ did, taken }) => did !== "shifted" && taken);
    if (!plan.scaled || byHand || state.held || state.rollout) return [];
    const { endpoint, scaling } = world.sagemaker;
    const serving = endpoint.variants.map(({ name }) => name);
    const missing = serving.flatMap((name) => {
      const target = scaling.targets.get(name);
      const isWhole = target?.minimum === 2 && target.maximum === 8 && target.policies.has("by-invocations");
      return isWhole ? [] : [`Variant ${name} serves and does not scale as the champion did.`];
    });
    const left = [...scaling.targets.keys()].filter((name) => !serving.includes(name));
    return [...missing, ...left.map((name) => `Variant ${name} is gone, and is registered as scaled.`)];
  },
};

export const scalings: readonly Invariant[] = [scaled];
