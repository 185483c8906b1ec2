import type { Rollout } from "../../vocabulary/state.ts";
import type { ChampionHistory } from "../../vocabulary/trial/champion-history.ts";
import type { LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import type { PeriodCounts } from "../../vocabulary/trial/period-counts.ts";
import { lookOf } from "./counts/look-of-periods.ts";
import { minimumEffectsOf } from "./evidence/minimum-effects.ts";
import { warmUpOf } from "./least-duration.ts";
import { dividedSince, looked, newTrial } from "./trial.ts";
import { type Trial, type TrialRules, type Verdict, verdict } from "./verdict.ts";

export interface RehearsedLook {
  readonly metrics: LookMetrics;
  readonly verdict: Verdict;
}

/**
 * A trial over counts that are there already, judged look by look as a live one is: for planning, for teaching, and for
 * benchmarks. How the traffic is divided is told by whoever has the counts.
 */
export class Rehearsal {
  readonly #rules: TrialRules;
  readonly #variants = { champion: { variant: "champion" }, challenger: { variant: "challenger" } };
  #trial: Trial & ReturnType<typeof newTrial> & Pick<Rollout, "startedAt">;

  /** @param start when the challenger has its first share of the traffic, milliseconds since 1970 */
  constructor(history: ChampionHistory, rules: TrialRules, start: number, weight: number) {
    this.#rules = rules;
    const trial = newTrial(history, minimumEffectsOf(rules));
    const at = new Date(start).toISOString();
    this.#trial = {
      ...trial,
      ...dividedSince(trial, at, weight),
      weight,
      others: [],
      among: 1,
      startedAt: at,
      deadline: new Date(start + rules.deadline).toISOString(),
    };
  }

  /**
   * From then on the challenger has another share of the traffic, in percent.
   *
   * @param at milliseconds since 1970, not before what the last look has read; what lies between is read by the next look,
   *   as requests of the share before
   */
  divide(at: number, weight: number): void {
    const { readUntil } = this.#trial;
    this.#trial = {
      ...this.#trial,
      ...dividedSince(this.#trial, new Date(at).toISOString(), weight),
      readUntil,
      weight,
    };
  }

  get weight(): number {
    return this.#trial.weight;
  }

  /**
   * Takes a look at all periods since the start, as they are known at its time.
   *
   * @param end milliseconds since 1970, a multiple of the period: what came later is left for the next look
   */
  look(periods: readonly PeriodCounts[], end: number): RehearsedLook {
    const trial = this.#trial;
    const { period } = this.#rules;
    const metrics = lookOf(
      periods,
      { ...this.#variants, ...trial },
      {
        start: Math.ceil(Date.parse(trial.readUntil ?? trial.startedAt) / period) * period,
        end,
        period,
        maturity: trial.history.maturity ?? null,
        warmUp: warmUpOf(this.#rules),
        units: periods.some(({ champion }) => champion.units !== undefined) ? { apartFor: null } : null,
      },
    );
    const judged = verdict(trial, metrics, this.#rules, new Date(end));
    this.#trial = looked(trial, metrics);
    return { metrics, verdict: judged };
  }
}
