import { bisect } from "../bisect.ts";

/**
 * One step of the one-sided CUSUM: max(0, sum + score - k). Optimal for a lasting shift of 2k
 * (Page 1954, https://doi.org/10.1093/biomet/41.1-2.100; Moustakides 1986, https://doi.org/10.1214/aos/1176350164).
 *
 * @param score standard normal when nothing has changed; NaN, which tells nothing, leaves the sum
 */
export function cusumStep(sum: number, score: number, k: number): number {
  return Number.isNaN(score) ? sum : Math.max(0, sum + score - k);
}

/** The CUSUM after each score, from 0. */
export function cusumPath(scores: readonly number[], k: number): readonly number[] {
  let sum = 0;
  return scores.map((score) => {
    sum = cusumStep(sum, score, k);
    return sum;
  });
}

/** Expected excess of a standard normal walk over a boundary, both boundaries together: 2 x 0.583. */
const overshoot = 1.166;

/**
 * Average number of standard normal scores before a one-sided CUSUM crosses h although nothing has changed, by
 * Siegmund's corrected diffusion approximation: (exp(2kb) - 2kb - 1) / (2 k^2), b = h + 1.166, k above 0.
 * Siegmund, "Sequential Analysis" (1985), section II.6; also Montgomery, "Introduction to Statistical Quality
 * Control", section 9.1.4. For k = 0.5 and lines from 2 to 13 it is within 1.5% of Brook and Evans' Markov chain
 * with 200 states (https://doi.org/10.1093/biomet/59.3.539).
 */
export function averageRunLength(h: number, k: number): number {
  return approximation(2 * k * (Math.max(0, h) + overshoot)) / (2 * k * k);
}

/**
 * The line h for a wanted average run length without change (in scores), the inverse of `averageRunLength`;
 * 0 when the wanted length is below what even a line of 0 gives.
 */
export function cusumLine(wantedRunLength: number, k: number): number {
  const level = Math.max(0, wantedRunLength) * 2 * k * k;
  // exp(x) - x - 1 is above `level` at ln(1 + level) + 1.
  const x = bisect(0, Math.log1p(level) + 1, (value) => approximation(value) < level);
  return Math.max(0, x / (2 * k) - overshoot);
}

function approximation(x: number): number {
  return Math.expm1(x) - x;
}
