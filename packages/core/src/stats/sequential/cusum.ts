/**
 * One step of the one-sided CUSUM: max(0, sum + score - k). Optimal for a lasting shift of 2k
 * (Page 1954, https://doi.org/10.1093/biomet/41.1-2.100; Moustakides 1986, https://doi.org/10.1214/aos/1176350164).
 *
 * @param score standard normal when nothing has changed; NaN, which tells nothing, leaves the sum
 */
export function cusumStep(sum: number, score: number, k: number): number {
  return Number.isNaN(score) ? sum : Math.max(0, sum + score - k);
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

function approximation(x: number): number {
  return Math.expm1(x) - x;
}
