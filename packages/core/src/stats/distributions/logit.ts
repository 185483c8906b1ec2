/** Rates are kept this far from 0 and 1, so that their logit exists; any prediction is valid, if fixed before the look. */
const edge = 1e-6;

/** ln(rate/(1 - rate)) of a rate kept off 0 and 1 by 1e-6; 0 for NaN. */
export function logit(rate: number): number {
  if (Number.isNaN(rate)) return 0;
  const clamped = Math.min(1 - edge, Math.max(edge, rate));
  return Math.log(clamped / (1 - clamped));
}

/** The rate of a logit. */
export function expit(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * An absolute difference in rate as a distance on the logit scale, measured from the rate towards one half,
 * where such a difference always fits: 0.995 and 0.005 give logit 0.995 - logit 0.990 = 0.698.
 */
export function logitDifference(rate: number, difference: number): number {
  const size = Math.abs(difference) || 0;
  const other = rate > 0.5 ? rate - size : rate + size;
  return Math.abs(logit(other) - logit(rate));
}
