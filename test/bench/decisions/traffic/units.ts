import { poisson, type Uniform } from "../random.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { ArmName } from "./arms.ts";
import { BetaBinomial } from "./beta-binomial.ts";

interface Outcomes {
  good: number;
  bad: number;
}

interface Minute {
  readonly arm: ArmName;
  readonly minute: number;
  /** Expected requests of units that begin in it, times the unit's size. */
  readonly mean: number;
  readonly rate: number;
  readonly uniform: Uniform;
}

/** Requests that go together: rows of one request, or a user's requests spread over a time, all to the arm of the first. */
export class Units {
  readonly #of: NonNullable<Scenario["units"]>;
  readonly #tables = new Map<number, BetaBinomial>();
  readonly #coming = new Map<number, Record<ArmName, Outcomes>>();
  readonly #seen = { units: 0, good: 0, squares: 0 };
  #designEffect: number | undefined;

  constructor(of: NonNullable<Scenario["units"]>) {
    this.#of = of;
  }

  /** Of the units drawn until `learn`: Kish's ratio of the variance of a rate to that of as many independent requests. */
  get designEffect(): number | undefined {
    return this.#designEffect;
  }

  /** As whoever knows units of a day reckons: the sum of (s - p n)^2 over units, over N p (1 - p). */
  learn(): void {
    const { units, good, squares } = this.#seen;
    const { size } = this.#of;
    const rate = good / (units * size);
    const spread = squares - 2 * rate * size * good + units * (rate * size) ** 2;
    this.#designEffect = Math.max(1, spread / (units * size * rate * (1 - rate)));
  }

  /** Requests of a minute in one arm: of units that begin in it, and of those that began before. */
  requests({ arm, minute, mean, rate, uniform }: Minute): Outcomes {
    const { size, spread } = this.#of;
    const table = this.#tableOf(rate);
    const now = this.#at(minute)[arm];
    const begun = poisson(mean / size, uniform);
    for (let unit = 0; unit < begun; unit += 1) {
      const good = table.draw(uniform);
      this.#note(good);
      if (spread === 0) add(now, good, size - good);
      else this.#spread(minute, arm, good, uniform);
    }
    if (arm === "challenger") this.#coming.delete(minute);
    return now;
  }

  #spread(from: number, arm: ArmName, good: number, uniform: Uniform): void {
    const { size, spread } = this.#of;
    let left = good;
    for (let request = 0; request < size; request += 1) {
      const isGood = uniform() < left / (size - request);
      const minute = request === 0 ? from : from + Math.floor(spread * uniform());
      left -= isGood ? 1 : 0;
      add(this.#at(minute)[arm], isGood ? 1 : 0, isGood ? 0 : 1);
    }
  }

  #note(good: number): void {
    this.#seen.units += 1;
    this.#seen.good += good;
    this.#seen.squares += good ** 2;
  }

  #at(minute: number): Record<ArmName, Outcomes> {
    const known = this.#coming.get(minute);
    if (known) return known;
    const made = { champion: { good: 0, bad: 0 }, challenger: { good: 0, bad: 0 } };
    this.#coming.set(minute, made);
    return made;
  }

  #tableOf(rate: number): BetaBinomial {
    const known = this.#tables.get(rate);
    if (known) return known;
    const made = new BetaBinomial(this.#of.size, rate, this.#of.correlation);
    this.#tables.set(rate, made);
    return made;
  }
}

function add(to: Outcomes, good: number, bad: number): void {
  to.good += good;
  to.bad += bad;
}
