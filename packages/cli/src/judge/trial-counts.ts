import { slowQuantile } from "@driftwheel/core/decider/rollout/referee.ts";
import type { ArmPeriod, PeriodCounts } from "@driftwheel/core/vocabulary/period-counts.ts";
import { LatencySample } from "./latency-sample.ts";
import type { KeptRow, ShelvedTrial } from "./row-shelf.ts";
import type { TrialSpan } from "./trial-span.ts";
import { UnitPlaces } from "./unit-places.ts";
import { UnitSums, unitDesignEffect } from "./unit-sums.ts";

type Mutable<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] };
type Counts = Mutable<ArmPeriod>;

/** What becomes known at one look: how many outcomes, by a number that says of what. */
interface Known {
  readonly outcomes: Map<number, number>;
  readonly units: Map<number, number>;
}

/** Counts of outcomes by look and period, or by look and unit, that are held at once. */
const mostHeld = 2 ** 20;
/** Where an outcome's unit is its own. */
const single = -1;

/**
 * A trial's counts by period, as they were known at its start and then look by look. Memory has its periods and units, and
 * of its outcomes those of some looks ahead: the rows are read anew for each such part.
 */
export class TrialCounts {
  /** The champion's periods before the start, as they were known then. */
  readonly history: readonly ArmPeriod[];
  /** The champion's 99th percentile before the start, milliseconds; null when no latency was told. */
  readonly slowAbove: number | null;
  readonly #history: readonly Counts[];
  readonly #periods: readonly (PeriodCounts & { readonly champion: Counts; readonly challenger: Counts })[];
  readonly #trial: ShelvedTrial;
  readonly #span: TrialSpan;
  readonly #rows: () => Iterable<KeptRow>;
  readonly #places: readonly [UnitPlaces, UnitPlaces] = [new UnitPlaces(), new UnitPlaces()];
  readonly #units: readonly [UnitSums, UnitSums];
  readonly #looksAhead: number;
  #ahead: { readonly from: number; readonly looks: readonly Known[] };

  /** @param rows all of the trial's, in any order, as often as they are asked for */
  constructor(trial: ShelvedTrial, span: TrialSpan, rows: () => Iterable<KeptRow>) {
    this.#trial = trial;
    this.#span = span;
    this.#rows = rows;
    this.slowAbove = trial.hasLatencies || trial.hasUnits ? this.#seeAll() : null;
    this.#units = [new UnitSums(this.#places[0].size), new UnitSums(this.#places[1].size)];
    const periods = span.periodsUntil(span.looks);
    this.#history = Array.from({ length: span.historyPeriods }, nothing);
    this.#periods = Array.from({ length: periods }, (_, index) => ({
      start: span.start + index * span.period,
      champion: nothing(),
      challenger: nothing(),
    }));
    const atOneLook = Math.max(periods, this.#places[0].size + this.#places[1].size, 1);
    this.#looksAhead = Math.max(1, Math.floor(mostHeld / atOneLook));
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
    for (const [key, outcomes] of known?.outcomes ?? []) {
      const counts = this.#periods[Math.floor(key / 4)]?.[(key & 2) === 0 ? "champion" : "challenger"];
      if (counts) tell(counts, outcomes, (key & 1) === 1);
    }
    for (const [key, outcomes] of known?.units ?? []) {
      this.#tellUnit(Math.floor(key / 4), (key & 2) === 2, outcomes, (key & 1) === 1);
    }
    known?.outcomes.clear();
    known?.units.clear();
    const periods = this.#periods.slice(0, this.#span.periodsUntil(look));
    for (const arm of this.hasUnits ? (["champion", "challenger"] as const) : []) {
      this.#tellUnits(periods.map((counts) => counts[arm]));
    }
    return periods;
  }

  #seeAll(): number | null {
    const latencies = new LatencySample();
    for (const row of this.#rows()) {
      const period = this.#span.periodOf(row.requestedAt);
      if (period < -this.#span.historyPeriods) continue;
      if (period < 0 && !row.isChallenger) latencies.add(row);
      if (row.unit !== null && row.success !== null) this.#places[row.isChallenger ? 1 : 0].see(row.unit);
    }
    return latencies.quantile(slowQuantile);
  }

  /** Reads what becomes known from a look on; the first time what is known by the start, and all requests. */
  #read(from: number): { readonly from: number; readonly looks: readonly Known[] } {
    const span = this.#span;
    const last = Math.min(span.looks, from + this.#looksAhead - 1);
    const looks = Array.from(
      { length: last - from + 1 },
      (): Known => ({
        outcomes: new Map(),
        units: new Map(),
      }),
    );
    for (const row of this.#rows()) {
      const period = span.periodOf(row.requestedAt);
      const isBefore = period < 0;
      const counts = isBefore
        ? this.#history[period + span.historyPeriods]
        : this.#periods[period]?.[row.isChallenger ? "challenger" : "champion"];
      if (!counts) continue;
      if (from === 1) this.#countRequest(counts, row);
      if (row.success === null) continue;
      const look = isBefore
        ? Math.max(0, Math.ceil((row.knownAt - span.start) / span.lookEvery))
        : span.lookOf(row.knownAt, period);
      const place = row.unit === null ? single : this.#places[row.isChallenger ? 1 : 0].placeOf(row.unit);
      if (look === 0 && from === 1) {
        tell(counts, 1, row.success);
        if (this.hasUnits) this.#tellUnit(place, row.isChallenger, 1, row.success);
      }
      const known = looks[look - from];
      if (!known) continue;
      const key = (row.isChallenger ? 2 : 0) + (row.success ? 1 : 0);
      if (!isBefore) addOne(known.outcomes, period * 4 + key);
      if (this.hasUnits) addOne(known.units, place * 4 + key);
    }
    return { from, looks };
  }

  #countRequest(counts: Counts, { isError, latencyMilliseconds }: KeptRow): void {
    counts.invocations += 1;
    if (isError) counts.errors += 1;
    if (this.slowAbove !== null && latencyMilliseconds !== null && latencyMilliseconds > this.slowAbove) {
      counts.slow += 1;
    }
  }

  #tellUnit(place: number, isChallenger: boolean, outcomes: number, isSuccess: boolean): void {
    const units = this.#units[isChallenger ? 1 : 0];
    if (place === single) units.addSingle(outcomes, isSuccess);
    else units.add(place, outcomes, isSuccess);
  }

  /** Says of each period how many independent outcomes its own are worth. */
  #tellUnits(periods: readonly Counts[]): void {
    if (!this.hasUnits) return;
    const effect = unitDesignEffect(this.#units);
    for (const counts of periods) counts.effectiveTrials = counts.trials / effect;
  }
}

function nothing(): Counts {
  return { invocations: 0, errors: 0, slow: 0, trials: 0, successes: 0 };
}

function tell(counts: Counts, outcomes: number, isSuccess: boolean): void {
  counts.trials += outcomes;
  if (isSuccess) counts.successes += outcomes;
}

function addOne(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
