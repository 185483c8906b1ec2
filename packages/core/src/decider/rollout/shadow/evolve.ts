import type { EntryData, EntryOf } from "../../../vocabulary/entry.ts";
import type { Rollout, RolloutShadow } from "../../../vocabulary/state.ts";
import type { GuardCounts } from "../../../vocabulary/trial/look-metrics.ts";
import { newTrial } from "../trial.ts";
import { withGuards } from "./evidence.ts";

const nothing: GuardCounts = { invocations: 0, errors: 0, slow: 0 };

/** True while the challenger is a shadow, or is about to be one. */
export function isShadow(rollout: Rollout): rollout is Rollout & { readonly shadow: RolloutShadow } {
  return rollout.shadow !== null && !rollout.shadow.over;
}

/** Null for a challenger that takes traffic from the first. */
export function beginShadow({
  shadow,
  history,
  minimumEffects,
}: EntryData["rollout-started"]): RolloutShadow | null {
  if (!shadow) return null;
  const { errors, slow } = newTrial(history, minimumEffects).referee;
  return {
    ...shadow,
    since: null,
    deadline: null,
    over: false,
    errors,
    slow,
    champion: nothing,
    challenger: nothing,
    answers: null,
  };
}

/** Copies of requests come to it from now on, or again after a hold. */
export function shadowSettled(rollout: Rollout & { readonly shadow: RolloutShadow }, at: string): Rollout {
  const { shadow, champion, trialConfig } = rollout;
  const since = shadow.since ?? at;
  return {
    ...rollout,
    phase: "shadowing",
    change: null,
    weight: 0,
    mayHave: { configs: [trialConfig], weights: [{ [champion.variant]: 1 }] },
    readUntil: at,
    lastSign: at,
    shadow: {
      ...shadow,
      since,
      deadline: new Date(Date.parse(since) + shadow.for).toISOString(),
    },
  };
}

export function shadowLooked(rollout: Rollout, { at, data }: EntryOf<"shadow-looked">): Rollout {
  const { shadow } = rollout;
  if (!shadow) return rollout;
  return {
    ...rollout,
    looks: data.look,
    readUntil: data.end,
    failedLook: null,
    lastSign: at,
    shadow: { ...withGuards(shadow, data), answers: data.answers },
  };
}

/** It is about to take traffic, on another config: what was counted of it as a shadow is over. */
export function shadowPassed(rollout: Rollout, { sequence, at, data }: EntryOf<"shadow-passed">): Rollout {
  const { shadow, trialConfig, mayHave, champion, challenger } = rollout;
  if (!shadow) return rollout;
  const divided = { [champion.variant]: 100 - data.weight, [challenger.variant]: data.weight };
  return {
    ...rollout,
    phase: "deploying",
    deadline: data.deadline,
    trialConfig: data.config,
    weight: data.weight,
    mayHave: {
      configs: [...new Set([...mayHave.configs, data.config])],
      weights: mayHave.weights && [...mayHave.weights, divided],
    },
    readUntil: null,
    change: {
      sequence,
      deadline: data.changeDeadline,
      config: data.config,
      before: trialConfig,
      orConfig: null,
      weights: null,
      instances: {},
      route: null,
    },
    shadow: { ...shadow, over: true },
    lastSign: at,
  };
}
