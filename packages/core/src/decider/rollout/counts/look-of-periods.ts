import { noDispersion, withPeriod } from "../../../stats/dispersion.ts";
import type { ArmCounts } from "../../../stats/sequential/arm-counts.ts";
import type { Rollout } from "../../../vocabulary/state.ts";
import type { ArmDispersions, Cohort, LookMetrics } from "../../../vocabulary/trial/look-metrics.ts";
import type { ArmPeriod, PeriodCounts } from "../../../vocabulary/trial/period-counts.ts";
import { allAnsweredUntil } from "./answered-until.ts";
import { leastBacklogs } from "./least-backlogs.ts";
import { maturityInPeriods } from "./maturity.ts";
import { outcomeTrials, PeriodSums, requestsOf } from "./period-sums.ts";
import { ServedSplit, type UnitsTold } from "./served-split.ts";

/** All in milliseconds, moments since 1970. */
export interface Reading {
  /** Start inclusive, end exclusive: the complete periods that no look has read. */
  readonly start: number;
  readonly end: number;
  readonly period: number;
  /** How old requests are when their outcomes are known; null when the trial itself must tell. */
  readonly maturity: number | null;
  /** How long after a change of the endpoint the guards judge nothing. */
  readonly warmUp: number;
  /** Where the split is checked by units; by requests unless it is given. */
  readonly units?: UnitsTold | null;
}

/**
 * What a look counts, from both arms' periods since the trial began, as they are known now: outcomes that became known
 * since the look before, by how the traffic was divided when their requests came; the guards' counts without the warm-up;
 * and how much periods differ.
 *
 * @param periods in the order of time; those without a count may be missing
 */
export function lookOf(
  periods: readonly PeriodCounts[],
  trial: Pick<Rollout, "cohorts" | "maturedUntil"> & {
    readonly champion: { readonly variant: string };
    readonly challenger: { readonly variant: string };
  },
  reading: Reading,
): LookMetrics {
  const { start, end, period, warmUp } = reading;
  const cohorts = trial.cohorts.map(({ since, until }) => ({
    since,
    from: Math.ceil(Date.parse(since) / period) * period,
    warmFrom: Date.parse(since) + warmUp,
    until: until === null ? end : Math.min(end, Date.parse(until)),
    sums: bothArms(),
  }));
  const [first] = cohorts;
  const endOf = (counts: PeriodCounts) => counts.start + (counts.length ?? period);
  const maturedFrom = trial.maturedUntil === null ? (first?.from ?? start) : Date.parse(trial.maturedUntil);
  const oldEnough = wholePeriodsUntil(
    end - (reading.maturity ?? maturityOf(periods, reading)),
    periods,
    period,
  );
  const maturedUntil = Math.max(maturedFrom, Math.min(oldEnough, endOfCohort(cohorts, maturedFrom, period)));
  const look = bothArms();
  const matured = bothArms();
  const warm = bothArms();
  const known = new ArmsDispersions();
  const split = new ServedSplit(cohorts.length, reading.units ?? null);
  const answeredUntil = allAnsweredUntil(periods);
  const measured: PeriodCounts[] = [];
  let index = 0;
  let before: PeriodCounts | null = null;
  for (const counts of periods) {
    const at = counts.start;
    while (index < cohorts.length - 1 && endOf(counts) > (cohorts[index]?.until ?? 0)) index += 1;
    const cohort = cohorts[index];
    const isInside = cohort !== undefined && at >= cohort.from && endOf(counts) <= cohort.until;
    if (!isInside) {
      before = null;
      continue;
    }
    addTo(cohort.sums, counts);
    if (endOf(counts) <= answeredUntil) split.add(index, counts);
    const isWarm = at >= cohort.warmFrom;
    if (at >= start) {
      addTo(look, counts);
      if (isWarm) {
        addTo(warm, counts);
        measured.push(counts);
        known.addGuards(counts, before !== null && before.start >= cohort.warmFrom ? before : null);
      }
    }
    if (at >= maturedFrom && endOf(counts) <= maturedUntil) {
      addTo(matured, counts);
      known.addOutcomes(counts, before);
    }
    before = counts;
  }
  const queueKnown = measured
    .filter(({ challenger }) => challenger.backlog !== undefined)
    .reduce((sum, counts) => sum + endOf(counts) - counts.start, 0);
  const warmSince = Math.ceil(Math.max(start, cohorts.at(-1)?.warmFrom ?? start) / period) * period;
  const read = cohorts.map(
    ({ since, sums: [champion, challenger] }): Cohort => ({
      since,
      champion: champion.cohort,
      challenger: challenger.cohort,
    }),
  );
  const units = cohorts.flatMap(({ sums }) => sums.map((arm) => arm.units));
  const effective = units.reduce((sum, unit) => sum + unit.effective, 0);
  const arm = (name: "champion" | "challenger", place: 0 | 1) => ({
    variant: trial[name].variant,
    ...newlyKnown(read.map((cohort, at) => since(cohort[name], trial.cohorts[at]?.[name]))),
    ...look[place].guards,
  });
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    champion: arm("champion", 0),
    challenger: arm("challenger", 1),
    ...(answeredUntil !== Number.POSITIVE_INFINITY && { backlogs: leastBacklogs(measured) }),
    ...(queueKnown > 0 && queueKnown < end - warmSince && { queueHasGaps: true }),
    requests: {
      cohorts: read,
      matured: {
        until: new Date(maturedUntil).toISOString(),
        champion: matured[0].cohort,
        challenger: matured[1].cohort,
      },
      warm: { champion: warm[0].guards, challenger: warm[1].guards },
      dispersions: known.dispersions(),
      unitDesignEffect:
        effective > 0 ? Math.max(1, units.reduce((sum, unit) => sum + unit.trials, 0) / effective) : 1,
      split: split.read(end - (first?.from ?? start)),
    },
  };
}

/** What became known of a cohort since it was read before. CloudWatch may forget, and nothing becomes unknown by that. */
export function since(now: ArmCounts, before: ArmCounts | undefined): ArmCounts {
  const trials = Math.max(0, now.trials - (before?.trials ?? 0));
  const successes = Math.min(trials, Math.max(0, now.successes - (before?.successes ?? 0)));
  return { trials, successes };
}

type BothArms = readonly [PeriodSums, PeriodSums];

function bothArms(): BothArms {
  return [new PeriodSums(), new PeriodSums()];
}

function addTo([champion, challenger]: BothArms, counts: PeriodCounts): void {
  champion.add(counts.champion);
  challenger.add(counts.challenger);
}

/** The last end of a period that is not after the moment. */
function wholePeriodsUntil(moment: number, periods: readonly PeriodCounts[], period: number): number {
  const whole = Math.floor(moment / period) * period;
  const longer = periods.find(({ start, length }) => length && start < whole && start + length > whole);
  return longer?.start ?? whole;
}

/** Where the cohort ends whose requests are to be old enough next: a look's are of one way to divide the traffic. */
function endOfCohort(
  cohorts: readonly { readonly from: number; readonly until: number }[],
  after: number,
  period: number,
): number {
  const ends = cohorts.map(({ from, until }) => ({ from, end: Math.floor(until / period) * period }));
  return ends.find(({ from, end }) => end > Math.max(from, after))?.end ?? Number.POSITIVE_INFINITY;
}

/** The trial's own periods tell, where nothing was known before it. */
function maturityOf(periods: readonly PeriodCounts[], { end, period }: Reading): number {
  const [first] = periods;
  if (!first) return 0;
  const step = periods.reduce((longest, { length }) => Math.max(longest, length ?? 0), period);
  const count = Math.max(0, Math.ceil((end - first.start) / step));
  const labelled = Array.from({ length: count }, () => ({ requests: 0, trials: 0 }));
  for (const { start, length, champion, challenger } of periods) {
    const one = labelled[count - 1 - Math.floor((end - start - (length ?? period)) / step)];
    if (!one) continue;
    one.requests += requestsOf(champion) + requestsOf(challenger);
    one.trials += champion.trials + challenger.trials;
  }
  return (maturityInPeriods(labelled) ?? 0) * step;
}

function newlyKnown(known: readonly ArmCounts[]): ArmCounts {
  return {
    trials: known.reduce((sum, { trials }) => sum + trials, 0),
    successes: known.reduce((sum, { successes }) => sum + successes, 0),
  };
}

/** The dispersions of both arms, a period at a time. */
class ArmsDispersions {
  readonly #arms: Readonly<
    Record<"champion" | "challenger", { -readonly [Of in keyof ArmDispersions]: ArmDispersions[Of] }>
  > = {
    champion: { outcomes: noDispersion, errors: noDispersion, slow: noDispersion },
    challenger: { outcomes: noDispersion, errors: noDispersion, slow: noDispersion },
  };

  addOutcomes(counts: PeriodCounts, before: PeriodCounts | null): void {
    this.#add("outcomes", counts, before, outcomeTrials);
  }

  addGuards(counts: PeriodCounts, before: PeriodCounts | null): void {
    this.#add("errors", counts, before, ({ invocations, errors }) => ({
      trials: invocations,
      successes: errors,
    }));
    this.#add("slow", counts, before, ({ invocations, slow }) => ({ trials: invocations, successes: slow }));
    if (counts.champion.coldStarts === undefined) return;
    this.#add("coldStarts", counts, before, ({ invocations, coldStarts = 0 }) => ({
      trials: invocations,
      successes: coldStarts,
    }));
  }

  dispersions(): { readonly champion: ArmDispersions; readonly challenger: ArmDispersions } {
    return this.#arms;
  }

  #add(
    of: keyof ArmDispersions,
    counts: PeriodCounts,
    before: PeriodCounts | null,
    countsOf: (arm: ArmPeriod) => ArmCounts,
  ): void {
    for (const name of ["champion", "challenger"] as const) {
      const arm = this.#arms[name];
      const sum = arm[of] ?? noDispersion;
      arm[of] = withPeriod(sum, countsOf(counts[name]), before && countsOf(before[name]));
    }
  }
}
