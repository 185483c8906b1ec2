import type { TrialToRead } from "@driftwheel/aws/metrics/period-counts.ts";
import type { ArmPeriod, PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";

/** Requests whose outcomes are known at once. */
export function armOf(requests: number, rate: number): ArmPeriod {
  const trials = Math.round(requests);
  return {
    trials,
    successes: Math.round(trials * rate),
    invocations: trials,
    errors: 0,
    slow: Math.round(trials * 0.01),
  };
}

/** A metric store for one endpoint: what a period was, it stays, however often and however late it is read. */
export class ServedPeriods {
  readonly #periods = new Map<number, Readonly<Record<string, ArmPeriod>>>();

  /** @param serve what a variant counts in a period that nobody has read, as the traffic is divided now */
  read(trial: TrialToRead, serve: (variant: string, minutes: number) => ArmPeriod): readonly PeriodCounts[] {
    const length = trial.periodSeconds * 1_000;
    const arms = [trial.championVariant, trial.challengerVariant] as const;
    const read: PeriodCounts[] = [];
    for (let start = trial.start.getTime(); start < trial.end.getTime(); start += length) {
      const served = { ...this.#periods.get(start) };
      const [champion, challenger] = arms.map((variant) => {
        const counts = served[variant] ?? serve(variant, length / 60_000);
        served[variant] = counts;
        return counts;
      });
      this.#periods.set(start, served);
      if (champion && challenger) read.push({ start, champion, challenger });
    }
    return read;
  }
}
