import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { ShelvedTrial } from "./row-shelf.ts";

const day = 86_400_000;

/** When a trial began, and when it is looked at; all in milliseconds, moments since 1970. */
export class TrialSpan {
  readonly start: number;
  readonly deadline: number;
  readonly period: number;
  readonly lookEvery: number;
  /** Periods of the champion's before the start, at most a day's. */
  readonly historyPeriods: number;
  /** Until nothing more is told of the trial, or its deadline is there. */
  readonly looks: number;

  /** @param trial that has a row of the challenger's */
  constructor(
    { firstChampion, firstChallenger, last }: ShelvedTrial,
    { period, lookEvery, deadline }: Pick<ModelPolicy["rollout"], "period" | "lookEvery" | "deadline">,
  ) {
    const floor = (at: number) => Math.floor(at / period) * period;
    this.period = period;
    this.lookEvery = lookEvery;
    this.start = floor(firstChallenger);
    this.deadline = this.start + deadline;
    const before = firstChampion < this.start ? (this.start - floor(firstChampion)) / period : 0;
    this.historyPeriods = Math.min(Math.floor(day / period), before);
    const end = Math.min(last, this.deadline);
    let looks = Math.max(1, Math.ceil((end - this.start) / lookEvery));
    while (this.endOf(looks) < end) looks += 1;
    this.looks = looks;
  }

  /** When a look is taken. */
  timeOf(look: number): number {
    return this.start + look * this.lookEvery;
  }

  /** Where a look's periods end: it reads complete ones. */
  endOf(look: number): number {
    return Math.floor(this.timeOf(look) / this.period) * this.period;
  }

  /** Complete periods that a look knows of. */
  periodsUntil(look: number): number {
    return (this.endOf(look) - this.start) / this.period;
  }

  /** The period of a moment, from 0 at the start; negative before. */
  periodOf(at: number): number {
    return Math.floor((at - this.start) / this.period);
  }

  /** The first look that knows what was known at a moment, of a request of a period. */
  lookOf(knownAt: number, period: number): number {
    const complete = (period + 1) * this.period;
    return Math.ceil(Math.max(knownAt - this.start, complete) / this.lookEvery);
  }
}
