import { modelPolicy } from "../../policy/policy.ts";
import { seededIntegers } from "../../stats/random.ts";
import type { ChampionHistory } from "../../vocabulary/trial/champion-history.ts";
import type { ArmPeriod, PeriodCounts } from "../../vocabulary/trial/period-counts.ts";
import { Rehearsal, type RehearsedLook } from "../rollout/rehearsal.ts";

const minute = 60_000;

/** What one arm shows in a minute. */
export type Minute = (arm: "champion" | "challenger", minute: number, uniform: () => number) => ArmPeriod;

export const nothingCounted: ArmPeriod = { trials: 0, successes: 0, invocations: 0, errors: 0, slow: 0 };

/** How a trial of half the traffic ends, judged each minute. */
export function rehearsed(options: {
  readonly seed: number;
  readonly minutes: number;
  readonly history: ChampionHistory;
  readonly rollout?: Readonly<Record<string, unknown>>;
  readonly minute: Minute;
}): { readonly looks: readonly RehearsedLook[]; readonly last: RehearsedLook } {
  const rules = modelPolicy.shape.rollout.parse({
    ramp: [50],
    lookEvery: "1 minute",
    deadline: `${options.minutes} minutes`,
    ...options.rollout,
  });
  const random = seededIntegers(options.seed);
  const uniform = () => random() / 2 ** 32;
  const trial = new Rehearsal(options.history, rules, 0, 50);
  const periods: PeriodCounts[] = [];
  const looks: RehearsedLook[] = [];
  for (let at = 0; at < options.minutes; at += 1) {
    const champion = options.minute("champion", at, uniform);
    const challenger = options.minute("challenger", at, uniform);
    periods.push({ start: at * minute, champion, challenger });
    const look = trial.look(periods, (at + 1) * minute);
    looks.push(look);
    if (["promote", "roll-back", "deadline"].includes(look.verdict.decision)) break;
  }
  const last = looks.at(-1);
  if (!last) throw new RangeError("A trial has a minute at least.");
  return { looks, last };
}
