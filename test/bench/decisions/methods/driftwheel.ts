import { historyOfPeriods } from "@driftwheel/core/decider/rollout/counts/history-of-periods.ts";
import { historyOf } from "@driftwheel/core/decider/rollout/evidence/seed.ts";
import { Rehearsal, type RehearsedLook } from "@driftwheel/core/decider/rollout/rehearsal.ts";
import { nextStep } from "@driftwheel/core/decider/rollout/verdict.ts";
import type { LookDecision } from "@driftwheel/core/vocabulary/entry.ts";
import type { ArmPeriod } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import type { Method } from "./method.ts";
import { minuteMilliseconds, rulesOf, shiftsByItself } from "./rules.ts";

/** The product's own rule: what decides in production decides here. */
export const driftwheel = driftwheelWith("driftwheel", ({ verdict }) => verdict.decision);

/** @param decide what is made of a look's verdict; a broken rule shows that the benchmark notices */
export function driftwheelWith(name: string, decide: (look: RehearsedLook) => LookDecision): Method {
  return {
    name,
    looksFor: "a difference",
    about:
      "packages/core/src/decider/rollout/rehearsal.ts with the scenario's policy: bets on the arm of each outcome by the time of its request, at a line of ln(1/0.025) each way",
    source: "Turner, Ly and Grünwald, https://arxiv.org/abs/2106.02693",
    start: (scenario, traffic) => {
      const rules = rulesOf(scenario);
      const history = historyOf(factOf(traffic.dayBefore()), rules.outcomes);
      const first = rules.ramp[0] ?? 50;
      const rehearsal = new Rehearsal(history, rules, 0, first);
      const divide = (minutes: number, weight: number) => {
        if (weight !== rehearsal.weight) rehearsal.divide(minutes * minuteMilliseconds, weight);
      };
      const isOwn = shiftsByItself(scenario);
      return {
        weight: (minute) => {
          if (!isOwn) divide(minute, 100 * scenario.weight(minute));
          return rehearsal.weight / 100;
        },
        judge: ({ minutes, periods }) => {
          const decision = decide(rehearsal.look(periods, minutes * minuteMilliseconds));
          if (decision === "shift" && isOwn) divide(minutes, nextStep(rehearsal, rules) ?? rehearsal.weight);
          return decision === "promote" || decision === "roll-back" || decision === "hold" ? decision : null;
        },
      };
    },
  };
}

function factOf(day: readonly ArmPeriod[]) {
  return day.length === 0 ? undefined : { ...historyOfPeriods(day, minuteMilliseconds), latency: 1 };
}
