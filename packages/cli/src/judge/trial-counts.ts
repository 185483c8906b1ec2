import { slowQuantile } from "@driftwheel/core/decider/rollout/evidence/referee.ts";
import { together } from "@driftwheel/core/stats/sequential/arm-counts.ts";
import { plusValues } from "@driftwheel/core/stats/sequential/mean-process.ts";
import { designEffectOfArms } from "@driftwheel/core/stats/unit-design-effect.ts";
import type { ArmPeriod, PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import { NumberSample } from "./number-sample.ts";
import type { JudgedOutcomes, KeptRow, ShelvedTrial } from "./row-shelf.ts";
import { Tallies } from "./tallies.ts";
import type { TrialSpan } from "./trial-span.ts";
import { FirstRequests } from "./units/first-requests.ts";
import { UnitPlaces } from "./units/unit-places.ts";
import { type Outcomes, UnitSums } from "./units/unit-sums.ts";

type Mutable<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] };
type Counts = Mutable<ArmPeriod>;

/** What becomes known at one look, by a number that says of what. */
interface Known {
  readonly outcomes: Tallies;
  readonly units: Tallies;
}

/** What all values are brought within. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** What is counted of a trial's outcomes. */
export interface CountedOutcomes extends JudgedOutcomes {
  /** The policy's; where it has none, values are brought within the champion's own percentiles. */
  readonly bounds?: Bounds | undefined;
}

/** Counts of outcomes by look and period, or by look and unit, that are held at once. */
const mostHeld = 2 ** 20;
/** Where an outcome's unit is its own. */
const single = -1;
/** Where an outcome's segment is none of those that are judged. */
const none = -1;
/** Percentiles of the champion's values before the trial. */
const boundShares = { low: 0.005, high: 0.995 } as const;

/**
 * A trial's counts by period, as they were known at its start and then look by look. Memory has its periods and units, and
 * of its outcomes those of some looks ahead: the rows are read anew for each such part.
 */
export class TrialCounts {
  /** The champion's periods before the start, as they were known then. */
  readonly history: readonly ArmPeriod[];
  /** The champion's 99th percentile before the start, milliseconds; null when no latency was told. */
  readonly slowAbove: number | null;
  /** What values are brought within; null where no values are judged, or nothing is known of the champion's. */
  readonly bounds: Bounds | null;
  readonly #counted: CountedOutcomes;
  readonly #history: readonly Counts[];
  readonly #periods: readonly (PeriodCounts & { readonly champion: Counts; readonly challenger: Counts })[];
  readonly #trial: ShelvedTrial;
  readonly #span: TrialSpan;
  readonly #rows: () => Iterable<KeptRow>;
  readonly #places: readonly [UnitPlaces, UnitPlaces] = [new UnitPlaces(), new UnitPlaces()];
  readonly #units: readonly [UnitSums, UnitSums];
  readonly #first = new FirstRequests();
  readonly #looksAhead: number;
  #ahead: { readonly from: number; readonly looks: readonly Known[] };

  /** @param rows all of the trial's, in any order, as often as they are asked for */
  constructor(trial: ShelvedTrial, span: TrialSpan, counted: CountedOutcomes, rows: () => Iterable<KeptRow>) {
    this.#trial = trial;
    this.#span = span;
    this.#counted = counted;
    this.#rows = rows;
    const seeks = counted.outcome === "value" && counted.bounds === undefined;
    const seen = trial.hasLatencies || trial.hasUnits || seeks ? this.#seeAll() : null;
    this.slowAbove = seen?.slowAbove ?? null;
    this.bounds = counted.outcome === "value" ? (counted.bounds ?? seen?.bounds ?? null) : null;
    this.#units = [new UnitSums(this.#places[0].size), new UnitSums(this.#places[1].size)];
    const periods = span.periodsUntil(span.looks);
    this.#history = Array.from({ length: span.historyPeriods }, nothing);
    this.#periods = Array.from({ length: periods }, (_, index) => ({
      start: span.start + index * span.period,
      champion: nothing(),
      challenger: nothing(),
    }));
    const atOneLook = Math.max(
      periods * (counted.segments.length + 1),
      this.#places[0].size + this.#places[1].size,
      1,
    );
    this.#looksAhead = Math.max(1, Math.floor(mostHeld / atOneLook));
    this.#countFirst();
    this.#ahead = this.#read(1);
    this.#tellUnits(this.#history);
    this.history = this.#history;
  }

  /** Whether rows say whose requests they are. */
  get hasUnits(): boolean {
    return this.#trial.hasUnits;
  }

  /** All periods that a look knows of, with what is known by then; looks come one after the other, from 1 on. */
  at(look: number): readonly PeriodCounts[] {
    if (look >= this.#ahead.from + this.#ahead.looks.length) this.#ahead = this.#read(look);
    const known = this.#ahead.looks[look - this.#ahead.from];
    const segments = this.#counted.segments.length + 1;
    for (const [key, outcomes] of known?.outcomes.entries() ?? []) {
      const periodAndArm = Math.floor(key / segments);
      const counts = this.#periods[Math.floor(periodAndArm / 2)]?.[armOf(periodAndArm % 2 === 1)];
      if (counts) this.#tell(counts, outcomes, (key % segments) - 1);
    }
    for (const [key, outcomes] of known?.units.entries() ?? []) {
      this.#tellUnit(Math.floor(key / 2), key % 2 !== 0, outcomes);
    }
    known?.outcomes.clear();
    known?.units.clear();
    const periods = this.#periods.slice(0, this.#span.periodsUntil(look));
    for (const arm of this.hasUnits ? (["champion", "challenger"] as const) : []) {
      this.#tellUnits(periods.map((counts) => counts[arm]));
    }
    return periods;
  }

  #seeAll(): { readonly slowAbove: number | null; readonly bounds: Bounds | null } {
    const latencies = new NumberSample();
    const values = new NumberSample();
    for (const row of this.#rows()) {
      const period = this.#span.periodOf(row.requestedAt);
      if (period < -this.#span.historyPeriods) continue;
      if (period < 0 && !row.isChallenger) {
        latencies.add(row, row.latencyMilliseconds);
        if (row.knownAt <= this.#span.start) values.add(row, row.outcome);
      }
      if (row.unit !== null && period >= 0) this.#first.see(row.unit, row);
      if (row.unit !== null && row.outcome !== null) this.#places[row.isChallenger ? 1 : 0].see(row.unit);
    }
    const [low, high] = [values.quantile(boundShares.low), values.quantile(boundShares.high)];
    const isKnown = low !== null && high !== null && low < high;
    return { slowAbove: latencies.quantile(slowQuantile), bounds: isKnown ? { low, high } : null };
  }

  /** Says of each period how many units came first in it; a row without one is a unit of its own. */
  #countFirst(): void {
    if (!this.hasUnits) return;
    const arms: readonly Counts[] = this.#periods.flatMap(({ champion, challenger }) => [
      champion,
      challenger,
    ]);
    for (const counts of arms) counts.units = 0;
    for (const { requestedAt, isChallenger } of this.#first.all) {
      const counts = arms[2 * this.#span.periodOf(requestedAt) + (isChallenger ? 1 : 0)];
      if (counts) counts.units = (counts.units ?? 0) + 1;
    }
  }

  /** Reads what becomes known from a look on; the first time what is known by the start, and all requests. */
  #read(from: number): { readonly from: number; readonly looks: readonly Known[] } {
    const span = this.#span;
    const last = Math.min(span.looks, from + this.#looksAhead - 1);
    const looks = Array.from(
      { length: last - from + 1 },
      (): Known => ({
        outcomes: new Tallies(),
        units: new Tallies(),
      }),
    );
    const segments = this.#counted.segments.length + 1;
    for (const row of this.#rows()) {
      const period = span.periodOf(row.requestedAt);
      const isBefore = period < 0;
      const counts = isBefore
        ? this.#history[period + span.historyPeriods]
        : this.#periods[period]?.[armOf(row.isChallenger)];
      if (!counts) continue;
      if (from === 1) this.#countRequest(counts, row);
      if (row.outcome === null) continue;
      const outcome = this.#bounded(row.outcome);
      const look = isBefore
        ? Math.max(0, Math.ceil((row.knownAt - span.start) / span.lookEvery))
        : span.lookOf(row.knownAt, period);
      const place = row.unit === null ? single : this.#places[row.isChallenger ? 1 : 0].placeOf(row.unit);
      if (look === 0 && from === 1) {
        const one = { count: 1, sum: outcome, squares: outcome ** 2 };
        this.#tell(counts, one, row.segment ?? none);
        if (this.hasUnits) this.#tellUnit(place, row.isChallenger, one);
      }
      const known = looks[look - from];
      if (!known) continue;
      const arm = row.isChallenger ? 1 : 0;
      if (!isBefore) known.outcomes.add((period * 2 + arm) * segments + (row.segment ?? none) + 1, outcome);
      if (this.hasUnits) known.units.add(place * 2 + arm, outcome);
    }
    return { from, looks };
  }

  #countRequest(counts: Counts, { isError, latencyMilliseconds, unit }: KeptRow): void {
    counts.invocations += 1;
    if (unit === null && counts.units !== undefined) counts.units += 1;
    if (isError) counts.errors += 1;
    if (this.slowAbove !== null && latencyMilliseconds !== null && latencyMilliseconds > this.slowAbove) {
      counts.slow += 1;
    }
  }

  #bounded(outcome: number): number {
    return this.bounds ? Math.min(this.bounds.high, Math.max(this.bounds.low, outcome)) : outcome;
  }

  /** @param segment its place, `none` where it is none of those that are judged */
  #tell(counts: Counts, outcomes: Outcomes, segment: number): void {
    counts.trials += outcomes.count;
    if (this.#counted.outcome === "value") {
      counts.values = counts.values ? plusValues(counts.values, outcomes) : outcomes;
      return;
    }
    counts.successes += outcomes.sum;
    const name = this.#counted.segments[segment];
    if (name === undefined) return;
    const one = { trials: outcomes.count, successes: outcomes.sum };
    const before = counts.segments?.[name];
    counts.segments = { ...counts.segments, [name]: before ? together(before, one) : one };
  }

  #tellUnit(place: number, isChallenger: boolean, outcomes: Outcomes): void {
    const units = this.#units[isChallenger ? 1 : 0];
    const around = aroundMiddle(outcomes, this.bounds);
    if (place === single) units.addSingle(around);
    else units.add(place, around);
  }

  /** Says of each period how many independent outcomes its own are worth. */
  #tellUnits(periods: readonly Counts[]): void {
    if (!this.hasUnits) return;
    // Where nothing tells how much they go together, the outcomes are taken as they are.
    const effect = designEffectOfArms(this.#units.map(({ totals }) => totals)) ?? 1;
    for (const counts of periods) counts.effectiveTrials = counts.trials / effect;
  }
}

/** The same outcomes less the middle of their bounds: sums of squares are exact where numbers are small. */
function aroundMiddle({ count, sum, squares }: Outcomes, bounds: Bounds | null): Outcomes {
  const middle = bounds ? (bounds.low + bounds.high) / 2 : 0;
  return {
    count,
    sum: sum - count * middle,
    squares: squares - 2 * middle * sum + count * middle ** 2,
  };
}

function armOf(isChallenger: boolean): "champion" | "challenger" {
  return isChallenger ? "challenger" : "champion";
}

function nothing(): Counts {
  return { invocations: 0, errors: 0, slow: 0, trials: 0, successes: 0 };
}
