import { expit, logit } from "@driftwheel/core/stats/distributions/logit.ts";
import type { ArmCounts } from "@driftwheel/core/stats/sequential/arm-counts.ts";
import { normal, poisson, uniformAt } from "./random.ts";
import { horizon, type Scenario } from "./scenarios.ts";

export interface Arms {
  readonly champion: ArmCounts;
  readonly challenger: ArmCounts;
}

/** Expected good and bad outcomes of both arms in one minute. */
interface Intensity {
  readonly champion: { readonly good: number; readonly bad: number };
  readonly challenger: { readonly good: number; readonly bad: number };
}

/** What is drawn once for each replicate and is the same for every method and every challenger. */
export interface Weather {
  readonly replicate: number;
  readonly noise: readonly number[];
  readonly missing: readonly boolean[];
}

const noiseStream = 1;
const missingStream = 2;
const arrivalStream = 3;

export function weatherOf(scenario: Scenario, replicate: number): Weather {
  const { deviation, correlation } = scenario.noise;
  const noisy = uniformAt(replicate, noiseStream);
  const absent = uniformAt(replicate, missingStream);
  let level = normal(noisy);
  const noise: number[] = [];
  const missing: boolean[] = [];
  for (let minute = 0; minute < horizon; minute += 1) {
    noise.push(deviation * level);
    missing.push(absent() < scenario.missing);
    level = correlation * level + Math.sqrt(1 - correlation ** 2) * normal(noisy);
  }
  return { replicate, noise, missing };
}

/**
 * The outcomes of one trial, minute by minute. Arrivals are Poisson, so good and bad ones of each arm are independent,
 * and so are those that a delay spreads over later minutes: only the intensities remember.
 */
export class Traffic {
  readonly #scenario: Scenario;
  readonly #effect: number;
  readonly #weather: Weather | null;
  #waiting: Intensity = { champion: { good: 0, bad: 0 }, challenger: { good: 0, bad: 0 } };

  /** @param weather null for the traffic that is expected, without noise */
  constructor(scenario: Scenario, effect: number, weather: Weather | null) {
    this.#scenario = scenario;
    this.#effect = effect;
    this.#weather = weather;
  }

  /** Expected outcomes that become known in a minute in which the challenger has this share of the requests. */
  expected(minute: number, weight: number): Intensity {
    const { requestsPerMinute, championRate, drift, meanDelay } = this.#scenario;
    const noise = this.#weather?.noise[minute] ?? 0;
    const rateOf = (rate: number) => {
      const drifted = rate + drift(minute);
      return noise === 0 ? drifted : expit(logit(drifted) + noise);
    };
    const arm = (share: number, rate: number) => ({
      good: requestsPerMinute * share * rate,
      bad: requestsPerMinute * share * (1 - rate),
    });
    const made: Intensity = {
      champion: arm(1 - weight, rateOf(championRate)),
      challenger: arm(weight, rateOf(championRate + this.#effect)),
    };
    if (meanDelay === 0) return made;
    const stays = Math.exp(-1 / meanDelay);
    this.#waiting = mixed(this.#waiting, made, 1, 1);
    const known = mixed(this.#waiting, made, 1 - stays, 0);
    this.#waiting = mixed(this.#waiting, made, stays, 0);
    return known;
  }

  /** Outcomes that become known in a minute. */
  minute(minute: number, weight: number): Arms {
    const { champion, challenger } = this.expected(minute, weight);
    const uniform = uniformAt(this.#weather?.replicate ?? 0, arrivalStream, minute);
    const draw = (arm: { readonly good: number; readonly bad: number }) => {
      const successes = poisson(arm.good, uniform);
      return { successes, trials: successes + poisson(arm.bad, uniform) };
    };
    return { champion: draw(champion), challenger: draw(challenger) };
  }
}

function mixed(one: Intensity, other: Intensity, times: number, otherTimes: number): Intensity {
  const arm = (name: keyof Intensity) => ({
    good: times * one[name].good + otherTimes * other[name].good,
    bad: times * one[name].bad + otherTimes * other[name].bad,
  });
  return { champion: arm("champion"), challenger: arm("challenger") };
}
