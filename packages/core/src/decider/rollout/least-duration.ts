import type { ModelPolicy } from "../../policy/policy.ts";
import type { ChampionHistory } from "../../vocabulary/champion-history.ts";

const day = 86_400_000;
const usualWarmUp = 300_000;

type Rules = Pick<ModelPolicy["rollout"], "warmUp" | "atLeast" | "deadline">;

/**
 * How long after a change of the endpoint its guards judge nothing, in milliseconds: instances that are new answer slowly
 * at first. Five minutes unless the policy says otherwise, and a tenth of a trial that is short.
 */
export function warmUpOf({ warmUp, deadline }: Rules): number {
  return warmUp ?? Math.min(usualWarmUp, deadline / 10);
}

/**
 * How long a trial lasts at least before its challenger is promoted, in milliseconds: a whole day where traffic goes up and
 * down with it, because what is better by day may be worse by night. Where less than a day is known of the traffic, it is
 * taken to. Entries of before 0.2 did not promise that. A trial that must end within a day cannot see one, and lasts as long as its warm-up.
 */
export function leastDuration(rules: Rules, { cycle }: ChampionHistory): number {
  const warmUp = warmUpOf(rules);
  if (rules.atLeast !== undefined) return Math.max(rules.atLeast, warmUp);
  return rules.deadline > day && (cycle === "daily" || cycle === "unknown") ? day : warmUp;
}
