/**
 * Information per pair of trials, one in each arm, for telling two Bernoulli rates apart from their common mean:
 * I = KL(pA || pm) + KL(pB || pm), pm = (pA + pB)/2, in nats; 0 when the rates are equal.
 */
export function informationPerPair(pA: number, pB: number): number {
  const mean = (pA + pB) / 2;
  return divergence(pA, mean) + divergence(pB, mean);
}

/**
 * The fewest pairs of trials that any sequential test can need on average to find the difference (Wald,
 * "Sequential Tests of Statistical Hypotheses", 1945, https://doi.org/10.1214/aoms/1177731118):
 * ((1-beta) ln((1-beta)/alpha) + beta ln(beta/(1-alpha))) / I, and ln(1/alpha)/I for a test of power one (beta 0).
 *
 * @param alpha probability of a false decision, between 0 and 1
 * @param beta probability of missing the difference, 0 when not given
 * @returns Infinity when the rates are equal
 */
export function sprtBoundPairs(pA: number, pB: number, alpha: number, beta = 0): number {
  const information = informationPerPair(pA, pB);
  if (information <= 0) return Number.POSITIVE_INFINITY;
  const missed = beta > 0 ? beta * Math.log(beta / (1 - alpha)) : 0;
  return ((1 - beta) * Math.log((1 - beta) / alpha) + missed) / information;
}

/** Kullback-Leibler divergence of two Bernoulli rates, nats. */
function divergence(p: number, q: number): number {
  return part(p, q) + part(1 - p, 1 - q);
}

function part(p: number, q: number): number {
  return p > 0 ? p * Math.log(p / q) : 0;
}
