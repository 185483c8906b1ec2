import { historyOfPeriods } from "@driftwheel/core/decider/rollout/counts/history-of-periods.ts";
import { historyOf } from "@driftwheel/core/decider/rollout/evidence/seed.ts";
import { leastDuration, warmUpOf } from "@driftwheel/core/decider/rollout/least-duration.ts";
import { Rehearsal } from "@driftwheel/core/decider/rollout/rehearsal.ts";
import type { Verdict } from "@driftwheel/core/decider/rollout/verdict.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { plusValues, type ValueSums } from "@driftwheel/core/stats/sequential/mean-process.ts";
import type { ChampionHistory } from "@driftwheel/core/vocabulary/trial/champion-history.ts";
import type { Cohort, VariantMetrics } from "@driftwheel/core/vocabulary/trial/look-metrics.ts";
import type { PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import { exitCode, PersonError } from "../context/errors.ts";
import { oneLine } from "../output/wrap.ts";
import { type Division, firstStep, stepUp } from "./ramp.ts";
import type { RowShelves, ShelvedTrial } from "./row-shelf.ts";
import { type CountedOutcomes, TrialCounts } from "./trial-counts.ts";
import { TrialSpan } from "./trial-span.ts";

/** What holds for the whole trial; moments and durations in milliseconds. */
export interface TrialBegun {
  readonly kind: "begun";
  readonly trial: string;
  readonly start: number;
  readonly deadline: number;
  readonly history: ChampionHistory;
  /** Of which outcomes are taken to belong together. */
  readonly unit: "unit" | "request";
  readonly maturity: number | null;
  readonly warmUp: number;
  readonly atLeast: number;
}

export interface TrialLooked {
  readonly kind: "looked";
  readonly trial: string;
  readonly look: number;
  readonly at: number;
  /** Of this look alone. */
  readonly champion: VariantMetrics;
  readonly challenger: VariantMetrics;
  /** Of this look alone, within their bounds; null where outcomes are good or bad. */
  readonly values: ArmsValues | null;
  /** The challenger's share of the traffic in percent: the step of the ramp that requests show. */
  readonly weight: number;
  readonly verdict: Verdict;
}

export interface TrialEnded {
  readonly kind: "ended";
  readonly trial: string;
  readonly end: "promote" | "roll back" | "deadline" | "open";
  readonly at: number;
  readonly because: string;
}

interface ArmsValues {
  readonly champion: ValueSums;
  readonly challenger: ValueSums;
}

export type TrialStep = TrialBegun | TrialLooked | TrialEnded;

/**
 * Judges one trial look by look, as the decider would have.
 *
 * @throws PersonError when values are judged and nothing says what they are brought within
 */
export function* judgeTrial(
  trial: ShelvedTrial,
  rules: ModelPolicy["rollout"],
  shelves: Pick<RowShelves, "rowsOf">,
): Generator<TrialStep> {
  const { name } = trial;
  if (trial.firstChallenger === Number.POSITIVE_INFINITY) {
    const because = "No row is of the challenger, so the trial has not begun.";
    yield { kind: "ended", trial: name, end: "open", at: trial.last, because };
    return;
  }
  const span = new TrialSpan(trial, rules);
  const counts = new TrialCounts(trial, span, countedOf(rules), () => shelves.rowsOf(trial));
  const { slowAbove, bounds } = counts;
  if (rules.outcomes.value && !bounds) throw boundless(name);
  const fact = {
    ...historyOfPeriods(counts.history, span.period, bounds ?? undefined),
    latency: slowAbove === null ? null : slowAbove * 1_000,
  };
  const history = historyOf(fact, rules.outcomes);
  yield {
    kind: "begun",
    trial: name,
    start: span.start,
    deadline: span.deadline,
    history,
    unit: counts.hasUnits ? "unit" : "request",
    maturity: history.maturity ?? null,
    warmUp: warmUpOf(rules),
    atLeast: leastDuration(rules, history),
  };
  yield* judgeLooks(name, { span, counts, history, rules });
}

/** Which of the rows' outcomes are judged. */
export function countedOf({ outcomes, segments }: ModelPolicy["rollout"]): CountedOutcomes {
  const [low, high] = outcomes.value?.bounds ?? [];
  return {
    outcome: outcomes.value ? "value" : "success",
    segments: segments?.names ?? [],
    ...(low !== undefined && high !== undefined && { bounds: { low, high } }),
  };
}

function boundless(trial: string): PersonError {
  return new PersonError(
    `Trial ${oneLine(trial)}: rollout.outcomes.value has no bounds, and before the trial the champion has no two different values that would tell them. One value could decide alone; write the lowest and the highest that may count, such as bounds: [0, 500].`,
    exitCode.usage,
  );
}

function* judgeLooks(
  trial: string,
  one: {
    readonly span: TrialSpan;
    readonly counts: TrialCounts;
    readonly history: ChampionHistory;
    readonly rules: ModelPolicy["rollout"];
  },
): Generator<TrialStep> {
  const { span, counts, history, rules } = one;
  let rehearsal: Rehearsal | null = null;
  /** The first period since the traffic is divided as it is. */
  let divided = 0;
  let read = 0;
  const divisions: Division[] = [];
  let known: ArmsValues = { champion: noValues, challenger: noValues };
  let because = "";
  for (let look = 1; look <= span.looks; look += 1) {
    const periods = counts.at(look);
    const now = periods.slice(read).map(divisionOf);
    divisions.push(...now);
    if (rehearsal === null) {
      rehearsal = new Rehearsal(history, rules, span.start, firstStep(rules.ramp, sumOf(divisions)));
    } else {
      const shown = { periods: now, since: sumOf(divisions.slice(divided)) };
      const change = stepUp(rules.ramp, rehearsal.weight, shown);
      if (change !== null) {
        divided = read + change.period;
        rehearsal.divide(span.start + divided * span.period, change.step);
      }
    }
    read = periods.length;
    const { weight } = rehearsal;
    const { metrics, verdict } = rehearsal.look(periods, span.endOf(look));
    const { champion, challenger } = metrics;
    const at = span.timeOf(look);
    const all = valuesOf(metrics.requests?.cohorts ?? []);
    const values = rules.outcomes.value ? newlyOf(all, known) : null;
    known = all;
    yield { kind: "looked", trial, look, at, champion, challenger, values, weight, verdict };
    because = verdict.reason;
    const end = endOf(verdict, span.endOf(look) >= span.deadline);
    if (end !== null) {
      yield { kind: "ended", trial, end, at, because };
      return;
    }
  }
  yield { kind: "ended", trial, end: "open", at: span.timeOf(span.looks), because };
}

const noValues: ValueSums = { count: 0, sum: 0, squares: 0 };

function valuesOf(cohorts: readonly Cohort[]): ArmsValues {
  const of = (arm: keyof ArmsValues) =>
    cohorts.reduce((sum, { [arm]: { values } }) => (values ? plusValues(sum, values) : sum), noValues);
  return { champion: of("champion"), challenger: of("challenger") };
}

function newlyOf(now: ArmsValues, before: ArmsValues): ArmsValues {
  const of = (arm: keyof ArmsValues): ValueSums => ({
    count: now[arm].count - before[arm].count,
    sum: now[arm].sum - before[arm].sum,
    squares: now[arm].squares - before[arm].squares,
  });
  return { champion: of("champion"), challenger: of("challenger") };
}

/** A trial that is held goes on: in a file nobody comes to look. */
function endOf({ decision }: Verdict, isOver: boolean): TrialEnded["end"] | null {
  if (decision === "promote") return "promote";
  if (decision === "roll-back") return "roll back";
  return isOver ? "deadline" : null;
}

function divisionOf({ champion, challenger }: PeriodCounts): Division {
  return {
    requests: champion.invocations + challenger.invocations,
    challenger: challenger.invocations,
  };
}

function sumOf(divisions: readonly Division[]): Division {
  let [requests, challenger] = [0, 0];
  for (const division of divisions) {
    requests += division.requests;
    challenger += division.challenger;
  }
  return { requests, challenger };
}
