import type { ModelPolicy } from "../../policy/policy.ts";
import type { ChampionHistory } from "../../vocabulary/trial/champion-history.ts";

const hour = 3_600_000;
const day = 24 * hour;
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
  return lastsDays(rules, cycle) ? day : warmUp;
}

/**
 * Whether a trial has lasted whole days, give or take an hour or a look, where traffic goes up and down with the day: with a
 * day and a half there are two mornings and one evening, and what is better in the morning alone would be promoted.
 *
 * @param lasted milliseconds
 */
export function hasWholeDays(
  rules: Rules & Pick<ModelPolicy["rollout"], "lookEvery">,
  { cycle }: ChampionHistory,
  lasted: number,
): boolean {
  if (rules.atLeast !== undefined || !lastsDays(rules, cycle)) return true;
  const over = lasted % day;
  return Math.min(over, day - over) <= Math.max(hour, rules.lookEvery);
}

function lastsDays({ deadline }: Rules, cycle: ChampionHistory["cycle"]): boolean {
  return deadline > day && (cycle === "daily" || cycle === "unknown");
}
