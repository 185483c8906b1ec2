import type { Scenario } from "../scenarios.ts";
import type { Arms } from "../traffic.ts";

export type Decision = "promote" | "roll-back";

/** One rollout under one method. */
interface Referee {
  /** The challenger's share in a minute, where the method sets it itself; the scenario's otherwise. */
  readonly weight?: (minute: number) => number;
  /**
   * @param look.minutes minutes since the start, at the end of the look
   * @param look.arms what became known since the last look
   * @returns null to go on
   */
  readonly judge: (look: { readonly minutes: number; readonly arms: Arms }) => Decision | null;
}

export interface Method {
  readonly name: string;
  readonly about: string;
  readonly source: string;
  /** What a decision of it claims: that the arms differ, or only whether harm was seen. */
  readonly looksFor: "a difference" | "harm";
  /** @param history the champion's outcomes of the day before */
  readonly start: (
    scenario: Scenario,
    history: { readonly trials: number; readonly successes: number },
  ) => Referee;
}

/** Counts over all looks so far. */
export class Totals {
  champion = { trials: 0, successes: 0 };
  challenger = { trials: 0, successes: 0 };

  add({ champion, challenger }: Arms): void {
    this.champion = sum(this.champion, champion);
    this.challenger = sum(this.challenger, challenger);
  }

  /** Difference of the pooled rates, challenger less champion, in its standard errors; 0 while it has none. */
  zScore(): number {
    const { champion: a, challenger: b } = this;
    if (a.trials === 0 || b.trials === 0) return 0;
    const pooled = (a.successes + b.successes) / (a.trials + b.trials);
    const variance = pooled * (1 - pooled) * (1 / a.trials + 1 / b.trials);
    return variance > 0 ? (b.successes / b.trials - a.successes / a.trials) / Math.sqrt(variance) : 0;
  }
}

function sum(one: Arms["champion"], other: Arms["champion"]): Arms["champion"] {
  return { trials: one.trials + other.trials, successes: one.successes + other.successes };
}

/**
 * What a user of a fixed limit would set it to: the documented one where the metric is the documented one (share of
 * requests without error, about 99.5%), else the champion's rate less the smallest difference that matters.
 */
export function fixedLimit(scenario: Scenario, documented: number): number {
  return scenario.championRate > 0.9 ? documented : scenario.championRate - scenario.minimumEffect;
}
