import { plusValues, type ValueSums } from "../../../stats/sequential/mean-process.ts";
import type { Entry, EntryData, EntryOf } from "../../../vocabulary/entry.ts";
import { initialState, type Rollout, type State } from "../../../vocabulary/state.ts";
import type { ChallengerVariant } from "../../../vocabulary/trial/challengers.ts";
import type { GuardCounts } from "../../../vocabulary/trial/look-metrics.ts";
import type { SplitCheck } from "../../../vocabulary/trial/split.ts";
import { evolveScaling } from "../../scaling/evolve.ts";
import { shareBesideChampion } from "../challengers/division.ts";
import { comparisonOf } from "../challengers/each.ts";
import { requestsOf } from "../counts/period-sums.ts";
import { evolveRollout } from "../evolve.ts";
import {
  type DifferenceSequences,
  type Differences,
  differencesOf,
  startDifferences,
  withDifferences,
} from "./differences.ts";

/** What one arm has shown since the trial began. */
interface ArmProgress {
  readonly requests: number;
  /** Outcomes that are known. */
  readonly outcomes: number;
  /** How many of them are good; null where outcomes are values. */
  readonly good: number | null;
  /** Where outcomes are values: their mean. Null otherwise, and before the first. */
  readonly mean: number | null;
  /** What the guards judge: invocations after the warm-up of each division, and how many of them failed or were slow. */
  readonly guarded: GuardCounts;
}

/** How a trial stood after one of its looks. */
export interface RolloutProgress {
  readonly sequence: number;
  readonly look: number;
  /** ISO 8601 UTC. */
  readonly end: string;
  /** The challenger's share of the traffic that was asked for, in percent. */
  readonly weight: number;
  readonly decision: EntryData["rollout-looked"]["decision"];
  readonly champion: ArmProgress;
  readonly challenger: ArmProgress;
  readonly evidence: EntryData["rollout-looked"]["evidence"];
  readonly line: EntryData["rollout-looked"]["line"];
  readonly judges: EntryData["rollout-looked"]["judges"];
  readonly differences: Differences;
  /** What was served against what was asked for; null while nobody asked anything. */
  readonly ratio: SampleRatio | null;
  /** Whether that is more than chance, as the look found; null where it was not checked. */
  readonly split: SplitCheck | null;
}

interface SampleRatio {
  /** The challenger's share of all requests, 0 to 1, as the weights ask for it. */
  readonly asked: number;
  readonly served: number;
  /** How far they are apart, in standard errors of chance. */
  readonly standardErrors: number;
}

/** One challenger beside the champion. */
export interface Comparison {
  readonly challenger: ChallengerVariant;
  readonly progress: readonly RolloutProgress[];
}

export interface FollowedRollout {
  /** Of the challenger that was promoted, or of the first that is left. */
  readonly progress: readonly RolloutProgress[];
  /** Where there are several, those beside it, in the order in which the trial began with them. */
  readonly others: readonly Comparison[];
  readonly started: EntryOf<"rollout-started">;
  /** The trial as its last entry left it; null once it is over. */
  readonly rollout: Rollout | null;
}

/**
 * A rollout look by look, folded from its own entries as its referee does.
 *
 * @param entries of a model's ledger, in order
 * @returns null where there is no such rollout
 */
export function followRollout(name: string, entries: readonly Entry[]): FollowedRollout | null {
  const started = entries.findLast(
    (entry): entry is EntryOf<"rollout-started"> =>
      entry.kind === "rollout-started" && entry.data.rollout === name,
  );
  if (!started) return null;
  const { challenger: first, others = [] } = started.data;
  const comparisons = [first, ...others].map(
    (challenger) => new FollowedComparison(challenger, started.data),
  );
  let main = first.variant;
  let state: State = initialState(started.model);
  for (const entry of entries) {
    if (entry.sequence < started.sequence) continue;
    const before = state.rollout;
    state = evolveScaling(evolveRollout(state, entry), entry);
    const after = state.rollout;
    const { variant } = entry.kind === "rollout-looked" ? entry.data.challenger : { variant: "" };
    const followed = comparisons.find(({ challenger }) => challenger.variant === variant) ?? comparisons[0];
    const [was, is] = [comparisonOf(before, variant) ?? before, comparisonOf(after, variant) ?? after];
    if (entry.kind === "rollout-looked" && was && is) followed?.look(entry, was, is);
    main = after?.challenger.variant ?? main;
    if (entry.sequence > started.sequence && after === null) break;
  }
  const shown = comparisons.find(({ challenger }) => challenger.variant === main) ?? comparisons[0];
  return {
    progress: shown?.progress ?? [],
    others: comparisons.filter((one) => one !== shown),
    started,
    rollout: state.rollout,
  };
}

class FollowedComparison implements Comparison {
  readonly challenger: ChallengerVariant;
  readonly progress: RolloutProgress[] = [];
  #differences: DifferenceSequences;
  #counted: Counted = {
    champion: noGuards,
    challenger: noGuards,
    asked: 0,
    variance: 0,
    served: 0,
    all: 0,
  };

  constructor(
    challenger: ChallengerVariant,
    { history, minimumEffects }: Pick<EntryData["rollout-started"], "history" | "minimumEffects">,
  ) {
    this.challenger = challenger;
    this.#differences = startDifferences(history, minimumEffects);
  }

  look(entry: EntryOf<"rollout-looked">, before: Rollout, after: Rollout): void {
    this.#differences = withDifferences(this.#differences, entry.data, before);
    this.#counted = withLook(this.#counted, entry, shareBesideChampion(before));
    this.progress.push({
      ...told(entry, before.weight),
      champion: armOf("champion", after, this.#counted.champion),
      challenger: armOf("challenger", after, this.#counted.challenger),
      differences: differencesOf(this.#differences, entry.data.designEffects ?? {}),
      ratio: ratioOf(this.#counted),
    });
  }
}

function told(
  { sequence, data }: EntryOf<"rollout-looked">,
  weight: number,
): Omit<RolloutProgress, "champion" | "challenger" | "differences" | "ratio"> {
  const { look, end, decision, evidence, line, judges, split = null } = data;
  return { sequence, look, end, weight, decision, evidence, line, judges, split };
}

/** Of all looks so far; shares weighed by the requests that they were of. */
interface Counted {
  readonly champion: GuardCounts;
  readonly challenger: GuardCounts;
  readonly asked: number;
  readonly variance: number;
  readonly served: number;
  readonly all: number;
}

const noGuards: GuardCounts = { invocations: 0, errors: 0, slow: 0 };

function withLook(before: Counted, { data }: EntryOf<"rollout-looked">, weight: number): Counted {
  const warm = data.requests?.warm ?? data;
  const [champion, challenger] = [requestsOf(data.champion), requestsOf(data.challenger)];
  const requests = champion + challenger;
  const share = weight / 100;
  return {
    champion: bothGuards(before.champion, warm.champion),
    challenger: bothGuards(before.challenger, warm.challenger),
    asked: before.asked + requests * share,
    variance: before.variance + requests * share * (1 - share),
    served: before.served + challenger,
    all: before.all + requests,
  };
}

function bothGuards(one: GuardCounts, other: GuardCounts): GuardCounts {
  return {
    invocations: one.invocations + other.invocations,
    errors: one.errors + other.errors,
    slow: one.slow + other.slow,
  };
}

function ratioOf({ asked, variance, served, all }: Counted): SampleRatio | null {
  if (all === 0) return null;
  const apart = served - asked;
  return {
    asked: asked / all,
    served: served / all,
    standardErrors: variance > 0 ? apart / Math.sqrt(variance) : 0,
  };
}

function armOf(
  arm: "champion" | "challenger",
  { cohorts, history, totals, championSeen, challengerSeen }: Rollout,
  guarded: GuardCounts,
): ArmProgress {
  const requests = requestsOf(arm === "champion" ? championSeen : challengerSeen);
  const { trials, successes } = totals[arm];
  if (!history.values) return { requests, outcomes: trials, good: successes, mean: null, guarded };
  const { count, sum } = cohorts.flatMap((cohort) => cohort[arm].values ?? []).reduce(plusValues, noValues);
  return { requests, outcomes: count, good: null, mean: count > 0 ? sum / count : null, guarded };
}

const noValues: ValueSums = { count: 0, sum: 0, squares: 0 };
