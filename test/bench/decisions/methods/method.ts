import type { PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Arms } from "../traffic/arms.ts";
import type { Traffic } from "../traffic/traffic.ts";

/** How a trial may end before its time; held, when a person must look at it. */
export type Decision = "promote" | "roll-back" | "hold";

interface Look {
  /** Minutes since the start, at the end of the look. */
  readonly minutes: number;
  /** What became known since the last look, whenever its requests came. */
  readonly arms: Arms;
  /** All requests so far by when they came, as they are known now. */
  readonly periods: readonly PeriodCounts[];
}

/** One rollout under one method. */
interface Referee {
  /** The challenger's share in a minute, where the method sets it itself; the scenario's otherwise. */
  readonly weight?: (minute: number) => number;
  /** @returns null to go on */
  readonly judge: (look: Look) => Decision | null;
}

export interface Method {
  readonly name: string;
  readonly about: string;
  readonly source: string;
  /** What a decision of it claims: that the arms differ, or only whether harm was seen. */
  readonly looksFor: "a difference" | "harm";
  /** @param traffic of which a method may know the champion's day before */
  readonly start: (scenario: Scenario, traffic: Pick<Traffic, "dayBefore">) => Referee;
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

interface Rated {
  readonly trials: number;
  readonly successes: number;
}

function sum(one: Rated, other: Rated): Rated {
  return { trials: one.trials + other.trials, successes: one.successes + other.successes };
}

/**
 * What a user of a fixed limit would set it to: the documented one where the metric is the documented one (share of
 * requests without error, about 99.5%), else the champion's rate less the smallest difference that matters.
 */
export function fixedLimit({ championRate, minimumEffect }: Scenario, documented: number): number {
  const rate = typeof championRate === "number" ? championRate : championRate(0);
  return rate > 0.9 ? documented : rate - minimumEffect;
}
