import {
  type DifferenceBlock,
  type DifferenceInterval,
  type DifferenceSequence,
  differenceInterval,
  startDifferenceSequence,
  updateDifferenceSequence,
  valuesOfCounts,
} from "../../../stats/sequential/difference-sequence.ts";
import { plusValues, type ValueSums } from "../../../stats/sequential/mean-process.ts";
import type { EntryData } from "../../../vocabulary/entry.ts";
import type { Rollout } from "../../../vocabulary/state.ts";
import type { ChampionHistory, DesignEffects } from "../../../vocabulary/trial/champion-history.ts";
import type { CohortCounts, GuardCounts, LookMetrics } from "../../../vocabulary/trial/look-metrics.ts";
import { newlyKnown } from "../evidence/outcome-blocks.ts";
import { slowQuantile } from "../evidence/referee.ts";

/** How much the arms differ in what is judged. */
export interface DifferenceSequences {
  readonly outcomes: DifferenceSequence;
  readonly errors: DifferenceSequence;
  readonly slow: DifferenceSequence;
}

/** Challenger less champion: of rates, or of means where outcomes are values; null where an arm has shown nothing. */
export type Differences = { readonly [Judged in keyof DifferenceSequences]: DifferenceInterval | null };

const nothing: ValueSums = { count: 0, sum: 0, squares: 0 };

export function startDifferences(
  history: ChampionHistory,
  effects: EntryData["rollout-started"]["minimumEffects"],
): DifferenceSequences {
  const rare = (rate: number, smallest: number) =>
    startDifferenceSequence({ past: share(rate), bounds: [0, 1], smallest });
  return {
    outcomes: history.values ? startValues(history.values) : rare(history.rate, effects.outcome),
    errors: rare(history.errorRate, effects.errors),
    slow: rare(1 - slowQuantile, effects.slow),
  };
}

/** @param before the trial without the look: what was known of its requests */
export function withDifferences(
  sequences: DifferenceSequences,
  metrics: LookMetrics,
  before: Pick<Rollout, "cohorts" | "history">,
): DifferenceSequences {
  const warm = metrics.requests?.warm ?? metrics;
  const guard = (of: "errors" | "slow"): DifferenceBlock => ({
    champion: rare(warm.champion, of),
    challenger: rare(warm.challenger, of),
  });
  const outcomes = before.history.values ? valueBlocks(metrics, before) : outcomeBlocks(metrics, before);
  return {
    outcomes: updateDifferenceSequence(sequences.outcomes, outcomes),
    errors: updateDifferenceSequence(sequences.errors, [guard("errors")]),
    slow: updateDifferenceSequence(sequences.slow, [guard("slow")]),
  };
}

export function differencesOf(sequences: DifferenceSequences, effects: Partial<DesignEffects>): Differences {
  const known = (of: keyof DifferenceSequences) =>
    differenceInterval(sequences[of], { designEffect: Math.max(1, effects[of] ?? 1) });
  return { outcomes: known("outcomes"), errors: known("errors"), slow: known("slow") };
}

function startValues({ past, low, high, minimumEffect }: NonNullable<ChampionHistory["values"]>) {
  const mean = past.count > 0 ? past.sum / past.count : (low + high) / 2;
  return startDifferenceSequence({ past, bounds: [low, high], smallest: minimumEffect * Math.abs(mean) });
}

function share(rate: number): ValueSums {
  return { count: 1, sum: rate, squares: rate };
}

function rare({ invocations, ...counts }: GuardCounts, of: "errors" | "slow"): ValueSums {
  return valuesOfCounts({ trials: invocations, successes: counts[of] });
}

function outcomeBlocks(
  metrics: LookMetrics,
  { cohorts, history }: Pick<Rollout, "cohorts" | "history">,
): readonly DifferenceBlock[] {
  return newlyKnown(metrics, cohorts, history).blocks.map(({ champion, challenger }) => ({
    champion: valuesOfCounts(champion),
    challenger: valuesOfCounts(challenger),
  }));
}

function valueBlocks(
  { requests }: LookMetrics,
  { cohorts }: Pick<Rollout, "cohorts">,
): readonly DifferenceBlock[] {
  return (requests?.cohorts ?? []).map(({ champion, challenger }, index) => ({
    champion: newly(champion, cohorts[index]?.champion),
    challenger: newly(challenger, cohorts[index]?.challenger),
  }));
}

function newly({ values = nothing }: CohortCounts, before?: CohortCounts): ValueSums {
  const { count, sum, squares } = before?.values ?? nothing;
  return plusValues(values, { count: -count, sum: -sum, squares: -squares });
}
