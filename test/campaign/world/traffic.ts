import type { TrialToRead } from "@driftwheel/aws/metrics/period-counts.ts";
import type { ChampionHistoryFact } from "@driftwheel/core/vocabulary/fact.ts";
import type { PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import type { SimulatedSageMaker } from "../../world/sagemaker/simulated-sagemaker.ts";
import { armOf, ServedPeriods } from "../../world/served-periods.ts";
import type { Challenger, Plan } from "../faults/plan.ts";

/** True share of good predictions. */
const rates: Readonly<Record<Challenger, number>> = {
  better: 0.6,
  equal: 0.35,
  worse: 0.15,
  "fails-the-gate": 0.15,
  unasked: 0.6,
};
const firstChampion = 0.35;
const requestsAMinute = 600;

/** How well what the pipeline trained does on the newest rows, by the gate's metric. */
export function meanAbsoluteError(challenger: Challenger): number {
  return challenger === "fails-the-gate" ? 5 : 1.9;
}

/** The n-th thing that was trained, n from 1. */
export function challengerOf({ challengers }: Pick<Plan, "challengers">, nth: number): Challenger {
  return challengers[Math.min(nth, challengers.length) - 1] ?? "better";
}

/** Exact shares of a steady traffic, so that a run differs from another by its faults alone. */
export class Traffic {
  private readonly sagemaker: SimulatedSageMaker;
  private readonly plan: Plan;
  private readonly served = new ServedPeriods();

  constructor(sagemaker: SimulatedSageMaker, plan: Plan) {
    this.sagemaker = sagemaker;
    this.plan = plan;
  }

  periods(trial: TrialToRead): readonly PeriodCounts[] {
    const silent = this.kindOf(trial.challengerVariant) === "unasked";
    const { variants } = this.sagemaker.endpoint;
    const whole = variants.reduce((sum, { currentWeight }) => sum + currentWeight, 0);
    return this.served.read(trial, (name, minutes) => {
      const weight = variants.find((variant) => variant.name === name)?.currentWeight ?? 0;
      const requests = silent || whole === 0 ? 0 : (minutes * requestsAMinute * weight) / whole;
      return armOf(requests, this.rateOf(name));
    });
  }

  history(variant: string): ChampionHistoryFact {
    const successes = Math.round(800 * this.rateOf(variant));
    return { trials: 800, successes, invocations: 800, errors: 0, latency: 2_000 };
  }

  /** Variants of a trial are named by their version; version 2 is the first that was trained. */
  private rateOf(variant: string): number {
    const kind = this.kindOf(variant);
    return kind === null ? firstChampion : rates[kind];
  }

  private kindOf(variant: string): Challenger | null {
    const version = Number(/^version-(\d+)$/.exec(variant)?.[1] ?? 1);
    return version < 2 ? null : challengerOf(this.plan, version - 1);
  }
}
