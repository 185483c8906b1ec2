import { startReferee, withLook } from "@driftwheel/core/decider/rollout/referee.ts";
import { historyOf } from "@driftwheel/core/decider/rollout/start.ts";
import { type Trial, verdict } from "@driftwheel/core/decider/rollout/verdict.ts";
import { modelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { LookMetrics } from "@driftwheel/core/vocabulary/look-metrics.ts";
import { horizon, ramp, type Scenario } from "../scenarios.ts";
import type { Decision, Method } from "./method.ts";

type Rules = Parameters<typeof verdict>[2];

const minuteMilliseconds = 60_000;

/** The product's own rule: what decides in production decides here. */
export const driftwheel = driftwheelWith("driftwheel", verdict);

/** @param judge the verdict, or a broken one to show that the benchmark notices */
export function driftwheelWith(name: string, judge: typeof verdict): Method {
  return {
    name,
    looksFor: "a difference",
    about:
      "packages/core/src/decider/rollout/verdict.ts with promoteWhen: better, one look a minute; block e-processes at a line of ln(1/0.025) each way",
    source: "Turner, Ly and Grünwald, https://arxiv.org/abs/2106.02693",
    start: (scenario, champion) => {
      const rules = rulesOf(scenario);
      const history = historyOf({ ...champion, invocations: champion.trials, errors: 0, latency: null });
      let trial: Trial = {
        weight: 0,
        deadline: new Date(horizon * minuteMilliseconds).toISOString(),
        history,
        referee: startReferee(history, { outcome: rules.minimumEffect, errors: 0.01, slow: 0.02 }),
        totals: { champion: { trials: 0, successes: 0 }, challenger: { trials: 0, successes: 0 } },
        championSeen: { trials: 0, successes: 0, ...served(0) },
        challengerSeen: { trials: 0, successes: 0, ...served(0) },
      };
      return {
        judge: ({ minutes, arms }): Decision | null => {
          trial = { ...trial, weight: 100 * scenario.weight(minutes - 1) };
          const metrics: LookMetrics = {
            start: "",
            end: "",
            champion: { variant: "champion", ...arms.champion, ...served(arms.champion.trials) },
            challenger: { variant: "challenger", ...arms.challenger, ...served(arms.challenger.trials) },
          };
          const { decision, proved } = judge(trial, metrics, rules, new Date(minutes * minuteMilliseconds));
          const referee = withLook(trial.referee, metrics.champion, metrics.challenger);
          trial = { ...trial, referee: { ...referee, proved } };
          return decision === "promote" || decision === "roll-back" ? decision : null;
        },
      };
    },
  };
}

function served(trials: number) {
  return { invocations: trials, errors: 0, slow: 0 };
}

/** A policy as it would be written for the scenario; the scenario moves the weights along the same ramp. */
function rulesOf(scenario: Scenario): Rules {
  const ramps = scenario.weight(0) !== scenario.weight(horizon);
  return modelPolicy.shape.rollout.parse({
    ramp: ramps ? [...ramp] : [50],
    lookEvery: "1 minute",
    minimumEffect: scenario.minimumEffect,
    minTrials: 1,
    deadline: `${horizon} minutes`,
  });
}
