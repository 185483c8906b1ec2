import { logGamma } from "@driftwheel/core/stats/distributions/log-gamma.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Uniform numbers strictly between 0 and 1. */
export type Uniform = () => number;

/** A generator of its own for each place, so that methods which draw more or less still meet the same numbers. */
export function uniformAt(...place: readonly number[]): Uniform {
  const generator = xoroshiro128plus(mixed(place));
  return () => (generator.next() + 2 ** 31 + 0.5) / 2 ** 32;
}

/**
 * A Poisson number: by inversion below 10, by transformed rejection above (Hörmann, "The transformed rejection
 * method for generating Poisson random variables", 1993, https://doi.org/10.1016/0167-6687(93)90997-4).
 */
export function poisson(mean: number, uniform: Uniform): number {
  if (!(mean > 0)) return 0;
  return mean < 10 ? inverted(mean, uniform()) : rejected(mean, uniform);
}

/** A standard normal number, by Box and Muller. */
export function normal(uniform: Uniform): number {
  return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function inverted(mean: number, quantile: number): number {
  let count = 0;
  let chance = Math.exp(-mean);
  let below = chance;
  while (quantile > below && count < 200) {
    count += 1;
    chance *= mean / count;
    below += chance;
  }
  return count;
}

function rejected(mean: number, uniform: Uniform): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const quick = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= quick) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const left = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b);
    if (left <= -mean + k * Math.log(mean) - logGamma(k + 1)) return k;
  }
}

/** One well-mixed 32-bit seed of several numbers (the finaliser of MurmurHash3, in turn). */
function mixed(numbers: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash ^= number;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}
