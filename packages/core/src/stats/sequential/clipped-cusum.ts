import { bisect } from "../bisect.ts";

/** Tuned to a shift of one standard deviation of the score, 2k. */
export const cusumReference = 0.5;

/**
 * Scores beyond this count as this: no window alone may confirm drift. With k = 0.5 a window adds 2.5 at most,
 * below the line of every promise of fewer false alarms than one in 70 windows. Against scores that are not
 * clipped it costs 0.3% of the delay at a shift of one standard deviation and 3% at two, at the same run length.
 */
export const strongestScore = 3;

/**
 * The root of E exp(exponent (score - k)) = 1 for a standard normal score clipped at 3 on either side, k = 0.5:
 * the rate at which the run length grows with the line. It is 1 for scores that are not clipped.
 */
const exponent = 1.01303;

/** Expected excess over the line and below 0 together, 1.166 for scores that are not clipped. */
const excess = 1.136;

/**
 * The line for a wanted average number of windows without drift before the CUSUM of clipped scores crosses it; 0 when
 * the wanted number is below what even a line of 0 gives. It is where Siegmund's form (exp(b) - b - 1) / (exponent k),
 * b = exponent (line + excess), with the constants of the clipped score, gives that number; those of normal scores
 * would be 4% short at a line of 5 and 14% at 12. Within 1% of Brook and Evans' Markov chain for lines from 3 to 13,
 * and 2% from 2 on (test/bench/statistics/cusum-markov-chain.ts). Siegmund, "Sequential Analysis" (1985), section II.6.
 */
export function clippedLine(wantedRunLength: number): number {
  const level = Math.max(0, wantedRunLength) * exponent * cusumReference;
  // exp(x) - x - 1 is above `level` at ln(1 + level) + 1.
  const x = bisect(0, Math.log1p(level) + 1, (value) => grown(value) < level);
  return Math.max(0, x / exponent - excess);
}

function grown(x: number): number {
  return Math.expm1(x) - x;
}
