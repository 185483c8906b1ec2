import { bisect } from "../../stats/bisect.ts";
import { clippedLine, cusumReference } from "../../stats/sequential/clipped-cusum.ts";
import { averageRunLength } from "../../stats/sequential/cusum.ts";

/**
 * Variance of a single line's score between baselines, relative to all of it, for a window of m and a baseline of n
 * rows, r = m/n: r^2 / (1 + 2r). PSI is (1/n + 1/m) chi2; given the baseline it is (1/m) noncentral chi2, whose
 * noncentrality r chi2 stays the same from window to window.
 */
export function baselineVariance(windowRows: number, baselineRows: number): number {
  const ratio = windowRows / baselineRows;
  return ratio ** 2 / (1 + 2 * ratio);
}

/**
 * What is taken off every window's score because all windows share the error of one baseline. Each baseline shifts
 * its windows' scores by about as much; an unlucky one would raise false alarms many times as often. With the
 * allowance the rate is the promised one on average over baselines.
 *
 * @param spread standard deviation of the shift between baselines, 0 or more
 * @param runLength promised windows between false alarms
 */
export function baselineAllowance(spread: number, runLength: number): number {
  if (!(spread > 0)) return 0;
  const line = clippedLine(runLength);
  const promised = 1 / averageRunLength(line, cusumReference);
  // A normal shift by its density at every quarter of a standard deviation.
  const steps = Array.from({ length: 33 }, (_, index) => (index - 16) / 4);
  const weights = steps.map((step) => Math.exp((-step * step) / 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const rate = (allowance: number) =>
    steps.reduce((sum, step, index) => {
      const k = cusumReference + allowance - step * spread;
      // The formula is 0/0 at 0.
      const apart = Math.abs(k) < 1e-4 ? 1e-4 : k;
      return sum + (weights[index] ?? 0) / averageRunLength(line, apart);
    }, 0) / total;
  return bisect(0, 10 * spread, (allowance) => rate(allowance) > promised);
}
