import { nextStep, type TrialRules } from "@driftwheel/core/decider/rollout/verdict.ts";
import { logitDifference } from "@driftwheel/core/stats/distributions/logit.ts";
import type { ArmCounts } from "@driftwheel/core/stats/sequential/arm-counts.ts";
import {
  decisionLine,
  type EProcess,
  logE,
  startEProcess,
  updateEProcess,
} from "@driftwheel/core/stats/sequential/block-e-process.ts";
import {
  type NotWorseProcess,
  notWorseEvidence,
  startNotWorseProcess,
  updateNotWorseProcess,
} from "@driftwheel/core/stats/sequential/not-worse-process.ts";
import type { ArmPeriod } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import type { Arms, Counts } from "../traffic/arms.ts";
import type { Decision, Method } from "./method.ts";
import { rulesOf, shiftsByItself } from "./rules.ts";

const alphaEachWay = 0.025;
const stakes = [1 / 4, 1 / 2, 1 / 4] as const;
const [rareRate, slowRate, seedWeight] = [0.001, 0.01, 100];

/**
 * The rule of version 0.1, kept to be compared with: outcomes count in the look in which they become known, every one of
 * them as if it were independent, the challenger's chance to have one is its share of those; the smallest difference that
 * matters is a distance of logits, fixed by the champion's day before; nothing is left out as warm-up; each look needs
 * `minTrials` by itself; and a proof counts for good.
 */
export const driftwheelBefore: Method = {
  name: "driftwheel before",
  looksFor: "a difference",
  about:
    "the rule of version 0.1: the same bets, on outcomes by when they become known and by their own shares, each as if it were independent",
  source: "Turner, Ly and Grünwald, https://arxiv.org/abs/2106.02693",
  start: (scenario, traffic) => {
    const rules = rulesOf(scenario);
    const isOwn = shiftsByItself(scenario);
    const evidence = new EvidenceBefore(traffic.dayBefore(), rules);
    let weight = isOwn ? (rules.ramp[0] ?? 50) : 0;
    let proved = false;
    return {
      weight: (minute) => {
        if (!isOwn) weight = 100 * scenario.weight(minute);
        return weight / 100;
      },
      judge: ({ arms }): Decision | null => {
        evidence.add(arms);
        proved ||= evidence.proof() >= decisionLine(alphaEachWay);
        if (evidence.isHarm()) return "roll-back";
        if (!hasEnough(arms, rules.minTrials)) return null;
        const next = nextStep({ weight }, rules);
        if (next === null) return proved ? "promote" : null;
        if (isOwn) weight = next;
        return null;
      },
    };
  },
};

function hasEnough({ champion, challenger }: Arms, minTrials: number): boolean {
  return Math.min(champion.trials, challenger.trials) >= minTrials;
}

class EvidenceBefore {
  readonly #rules: TrialRules;
  #better: EProcess;
  #worse: EProcess;
  #notWorse: NotWorseProcess;
  #errors: EProcess;
  #slow: EProcess;

  constructor(day: readonly ArmPeriod[], rules: TrialRules) {
    const sum = (of: (period: ArmPeriod) => number) => day.reduce((total, period) => total + of(period), 0);
    const trials = sum((period) => period.trials);
    const rate = day.length > 0 ? (sum(({ successes }) => successes) + 0.5) / (trials + 1) : 0.5;
    const outcome = { championRate: rate, seedWeight: Math.max(1, Math.min(seedWeight, trials)) };
    const start = (seed: typeof outcome, effect: number, direction: "better" | "worse") =>
      startEProcess({
        ...seed,
        minimumEffect: logitDifference(seed.championRate, effect),
        scale: "logit",
        stakes,
        direction,
      });
    const errorRate =
      sum(({ errors }) => errors) /
      Math.max(
        1,
        sum(({ invocations }) => invocations),
      );
    const rare = (championRate: number, effect: number) =>
      start({ championRate, seedWeight }, effect, "better");
    this.#rules = rules;
    this.#better = start(outcome, rules.minimumEffect, "better");
    this.#worse = start(outcome, rules.minimumEffect, "worse");
    this.#notWorse = startNotWorseProcess({ ...outcome, margin: rules.minimumEffect });
    this.#errors = rare(Math.max(rareRate, errorRate), rules.guards.errorRate ?? 0.01);
    this.#slow = rare(slowRate, rules.guards.p99Latency ?? 0.02);
  }

  add({ champion, challenger }: Arms): void {
    const outcomes = reading(champion, challenger);
    this.#better = updateEProcess(this.#better, outcomes);
    this.#worse = updateEProcess(this.#worse, outcomes);
    this.#notWorse = updateNotWorseProcess(this.#notWorse, outcomes);
    this.#errors = updateEProcess(
      this.#errors,
      reading(rare(champion, "errors"), rare(challenger, "errors")),
    );
    this.#slow = updateEProcess(this.#slow, reading(rare(champion, "slow"), rare(challenger, "slow")));
  }

  proof(): number {
    return this.#rules.promoteWhen === "better" ? logE(this.#better) : notWorseEvidence(this.#notWorse);
  }

  isHarm(): boolean {
    const { errorRate, p99Latency } = this.#rules.guards;
    const judged = [
      this.#worse,
      ...(errorRate === undefined ? [] : [this.#errors]),
      ...(p99Latency === undefined ? [] : [this.#slow]),
    ];
    return judged.some((process) => logE(process) >= decisionLine(alphaEachWay / judged.length));
  }
}

function rare({ invocations, ...counts }: Counts, of: "errors" | "slow"): ArmCounts {
  return { trials: invocations, successes: counts[of] };
}

function reading(champion: ArmCounts, challenger: ArmCounts) {
  return {
    blocks: [{ champion, challenger }],
    settled: {
      trials: champion.trials + challenger.trials,
      successes: champion.successes + challenger.successes,
    },
  };
}
