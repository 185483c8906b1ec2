import { expit, logit } from "@driftwheel/core/stats/distributions/logit.ts";
import type { ArmPeriod } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import { normal, poisson, type Uniform, uniformAt } from "../random.ts";
import { at, type Challenger, type Delay, type Scenario } from "../scenarios/scenario.ts";
import { type ArmName, type Arms, armNames, type Counts, nothing, type Period } from "./arms.ts";
import { Units } from "./units.ts";
import type { Weather } from "./weather.ts";

const dayMinutes = 24 * 60;
const [dayStream, arrivalStream] = [4, 3];
const minuteMilliseconds = 60_000;

interface Due {
  readonly arm: ArmName;
  readonly counts: Counts;
  readonly good: number;
  readonly bad: number;
}

/** The challenger's rate less the champion's in a minute. */
export function effectIn({ effect, by }: Challenger, minute: number): number {
  return by ? by(minute) : effect;
}

/**
 * The requests of one trial, minute by minute, and of the champion's day before: how many there are in each arm, how they
 * end, and when that becomes known. Arrivals are Poisson, so without units good and bad ones of each arm are independent.
 */
export class Traffic {
  /** Requests by the minute in which they came, since the trial began, as they are known by now. */
  readonly periods: Period[] = [];
  readonly #scenario: Scenario;
  readonly #challenger: Challenger;
  readonly #weather: Weather;
  readonly #units: Units | null;
  readonly #due = new Map<number, Due[]>();
  #day: readonly ArmPeriod[] | null = null;
  #arrived: Arms = { champion: nothing(), challenger: nothing() };
  #weight = 0;
  #changed = 0;

  constructor(scenario: Scenario, challenger: Challenger, weather: Weather) {
    this.#scenario = scenario;
    this.#challenger = challenger;
    this.#weather = weather;
    this.#units = scenario.units ? new Units(scenario.units) : null;
    const { known, units } = scenario;
    // What of the day before reaches into the trial: labels that are late, users who come again, and what units are worth.
    if (known.good !== 0 || known.bad !== 0 || units) this.dayBefore();
  }

  /** The champion's day before the trial, without gaps, as it is known when the trial begins; empty where there is no history. */
  dayBefore(): readonly ArmPeriod[] {
    this.#day ??= this.#playDay();
    return this.#day;
  }

  /** One minute more. @param weight the challenger's share of new requests */
  minute(minute: number, weight: number): void {
    if (weight !== this.#weight) [this.#weight, this.#changed] = [weight, minute];
    const period = { start: minute * minuteMilliseconds, champion: nothing(), challenger: nothing() };
    this.periods.push(period);
    this.#play(minute, period, uniformAt(this.#weather.replicate, arrivalStream, minute));
    this.#tell(minute);
  }

  /** What became known since this was asked last, whenever the requests came. */
  arrived(): Arms {
    const arms = this.#arrived;
    this.#arrived = { champion: nothing(), challenger: nothing() };
    return arms;
  }

  #playDay(): readonly ArmPeriod[] {
    const { hasNoHistory } = this.#scenario;
    const uniform = uniformAt(this.#weather.replicate, dayStream);
    const day: Counts[] = [];
    for (let minute = -dayMinutes; minute < 0; minute += 1) {
      const champion = nothing();
      this.#play(minute, { start: minute * minuteMilliseconds, champion, challenger: nothing() }, uniform);
      this.#tell(minute);
      day.push(champion);
    }
    this.arrived();
    this.#units?.learn();
    for (const counts of day) this.#weigh(counts);
    return hasNoHistory ? [] : day.map((counts) => ({ ...counts }));
  }

  #play(minute: number, period: Period, uniform: Uniform): void {
    const weight = minute < 0 ? 0 : this.#weight;
    for (const arm of armNames) {
      const share = arm === "challenger" ? weight : 1 - weight;
      const mean = at(this.#scenario.perMinute, minute) * share;
      const rate = this.#rateOf(arm, minute);
      const counts = period[arm];
      if (this.#units) {
        const { good, bad } = this.#units.requests({ arm, minute, mean, rate, uniform });
        this.#take(arm, minute, counts, { good, bad }, uniform);
      } else this.#independent(arm, minute, counts, { good: mean * rate, bad: mean * (1 - rate) }, uniform);
      this.#guards(arm, minute, counts, uniform);
    }
  }

  #independent(
    arm: ArmName,
    minute: number,
    counts: Counts,
    mean: { good: number; bad: number },
    uniform: Uniform,
  ): void {
    const told = this.#scenario.told?.[arm] ?? { good: 1, bad: 1 };
    const good = poisson(mean.good * told.good, uniform);
    const bad = poisson(mean.bad * told.bad, uniform);
    const untold = poisson(mean.good * (1 - told.good) + mean.bad * (1 - told.bad), uniform);
    counts.invocations += untold;
    this.#take(arm, minute, counts, { good, bad }, uniform);
  }

  /** Requests of a minute whose outcomes become known, each at its time. */
  #take(
    arm: ArmName,
    minute: number,
    counts: Counts,
    { good, bad }: { good: number; bad: number },
    uniform: Uniform,
  ): void {
    counts.invocations += good + bad;
    const { known } = this.#scenario;
    this.#later({ arm, counts, good, bad: 0 }, minute, known.good, uniform);
    this.#later({ arm, counts, good: 0, bad }, minute, known.bad, uniform);
  }

  #later(due: Due, minute: number, delay: Delay, uniform: Uniform): void {
    const count = due.good + due.bad;
    if (delay === "never" || count === 0) return;
    if (typeof delay === "number") {
      if (delay === 0) this.#know(due);
      else this.#plan(due, minute + delay);
      return;
    }
    // What is that old is known when the trial begins, but for one in half a billion.
    if (minute < -20 * delay.mean) {
      this.#know(due);
      return;
    }
    const one = { ...due, good: due.good > 0 ? 1 : 0, bad: due.bad > 0 ? 1 : 0 };
    for (let index = 0; index < count; index += 1) {
      const minutes = Math.floor(-delay.mean * Math.log(uniform()));
      if (minutes === 0) this.#know(one);
      else this.#plan(one, minute + minutes);
    }
  }

  #plan(due: Due, minute: number): void {
    const planned = this.#due.get(minute);
    if (planned) planned.push(due);
    else this.#due.set(minute, [due]);
  }

  #tell(minute: number): void {
    for (const due of this.#due.get(minute) ?? []) this.#know(due);
    this.#due.delete(minute);
  }

  #know({ arm, counts, good, bad }: Due): void {
    for (const into of [counts, this.#arrived[arm]]) {
      into.trials += good + bad;
      into.successes += good;
    }
    this.#weigh(counts);
  }

  /** How many independent outcomes a minute's are worth, where units are known. */
  #weigh(counts: Counts): void {
    const effect = this.#scenario.units?.areKnown ? this.#units?.designEffect : undefined;
    if (effect !== undefined) counts.effectiveTrials = counts.trials / effect;
  }

  #guards(arm: ArmName, minute: number, counts: Counts, uniform: Uniform): void {
    const { errors, slow } = this.#scenario;
    const arrived = this.#arrived[arm];
    arrived.invocations += counts.invocations;
    if (errors) {
      const times = poisson((counts.invocations * errors.share) / errors.atOnce, uniform);
      counts.errors = Math.min(counts.invocations, errors.atOnce * times);
      arrived.errors += counts.errors;
    }
    if (slow) {
      const { cold, noise, share } = slow;
      const isCold = arm === "challenger" && cold && minute - this.#changed < cold.minutes;
      const level = noise > 0 ? Math.exp(noise * normal(uniform) - noise ** 2 / 2) : 1;
      const mean = counts.invocations * share * level * (isCold ? cold.times : 1);
      counts.slow = Math.min(counts.invocations, poisson(mean, uniform));
      arrived.slow += counts.slow;
    }
  }

  #rateOf(arm: ArmName, minute: number): number {
    const rate =
      at(this.#scenario.championRate, minute) +
      (arm === "challenger" ? effectIn(this.#challenger, minute) : 0);
    const noise = this.#weather.noise[minute] ?? 0;
    return noise === 0 ? rate : expit(logit(rate) + noise);
  }
}
