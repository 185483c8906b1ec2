import { historyOfPeriods } from "@driftwheel/core/decider/rollout/counts/history-of-periods.ts";
import { leastDuration, warmUpOf } from "@driftwheel/core/decider/rollout/least-duration.ts";
import { Rehearsal } from "@driftwheel/core/decider/rollout/rehearsal.ts";
import { historyOf } from "@driftwheel/core/decider/rollout/seed.ts";
import type { Verdict } from "@driftwheel/core/decider/rollout/verdict.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { ChampionHistory } from "@driftwheel/core/vocabulary/champion-history.ts";
import type { VariantMetrics } from "@driftwheel/core/vocabulary/look-metrics.ts";
import type { PeriodCounts } from "@driftwheel/core/vocabulary/period-counts.ts";
import { type Division, firstStep, stepUp } from "./ramp.ts";
import type { RowShelves, ShelvedTrial } from "./row-shelf.ts";
import { TrialCounts } from "./trial-counts.ts";
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

export type TrialStep = TrialBegun | TrialLooked | TrialEnded;

/** Judges one trial look by look, as the decider would have. */
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
  const counts = new TrialCounts(trial, span, () => shelves.rowsOf(trial));
  const { slowAbove } = counts;
  const fact = {
    ...historyOfPeriods(counts.history, span.period),
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
    yield { kind: "looked", trial, look, at, champion, challenger, weight, verdict };
    because = verdict.reason;
    const end = endOf(verdict, span.endOf(look) >= span.deadline);
    if (end !== null) {
      yield { kind: "ended", trial, end, at, because };
      return;
    }
  }
  yield { kind: "ended", trial, end: "open", at: span.timeOf(span.looks), because };
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
