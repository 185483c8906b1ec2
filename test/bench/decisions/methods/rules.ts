import type { TrialRules } from "@driftwheel/core/decider/rollout/verdict.ts";
import { modelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Scenario } from "../scenarios/scenario.ts";

export const minuteMilliseconds = 60_000;

/** The scenario's policy, as a team would write it. */
export function rulesOf({ policy, lookEvery, minimumEffect, horizon }: Scenario): TrialRules {
  return modelPolicy.shape.rollout.parse({
    ...policy,
    lookEvery: `${lookEvery} minutes`,
    minimumEffect,
    deadline: `${horizon} minutes`,
  });
}

/** The documented ramp is shifted by the policy's own decisions, S5's by the clock, as its conversion is. */
export function shiftsByItself({ policy }: Scenario): boolean {
  const { ramp = [] } = policy;
  return ramp.length > 1 && ramp.length < 5;
}
