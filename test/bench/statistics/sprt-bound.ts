/**
 * Information per pair of trials, one in each arm, for telling two Bernoulli rates apart from their common mean:
 * I = KL(pA || pm) + KL(pB || pm), pm = (pA + pB)/2, in nats; 0 when the rates are equal.
 *
 * No sequential test that is wrong with probability alpha, and misses nothing, needs fewer than ln(1/alpha)/I pairs on
 * average (Wald, "Sequential Tests of Statistical Hypotheses", 1945, https://doi.org/10.1214/aoms/1177731118).
 */
export function informationPerPair(pA: number, pB: number): number {
  const mean = (pA + pB) / 2;
  return divergence(pA, mean) + divergence(pB, mean);
}

/** Kullback-Leibler divergence of two Bernoulli rates, nats. */
function divergence(p: number, q: number): number {
  return part(p, q) + part(1 - p, 1 - q);
}

function part(p: number, q: number): number {
  return p > 0 ? p * Math.log(p / q) : 0;
}
