/**
 * Jensen-Shannon divergence of two distributions over the same bins, in nats: (KL(p || m) + KL(q || m))/2 with
 * m = (p + q)/2; 0 when equal, ln 2 when they share no bin, the same both ways. Lin, "Divergence measures based on
 * the Shannon entropy", 1991, https://doi.org/10.1109/18.61115. Its square root is a distance.
 *
 * @param p, q counts or shares, not negative; each is divided by its sum. A bin that one of them has not counts as 0.
 * @returns 0 when either is empty: nothing was measured
 */
export function jensenShannonDivergence(p: readonly number[], q: readonly number[]): number {
  const wholeP = total(p);
  const wholeQ = total(q);
  if (!(wholeP > 0 && wholeQ > 0)) return 0;
  let divergence = 0;
  for (let bin = 0; bin < Math.max(p.length, q.length); bin += 1) {
    const one = counted(p[bin]) / wholeP;
    const other = counted(q[bin]) / wholeQ;
    const mean = (one + other) / 2;
    divergence += part(one, mean) + part(other, mean);
  }
  return Math.min(Math.LN2, Math.max(0, divergence / 2));
}

function part(share: number, mean: number): number {
  return share > 0 && mean > 0 ? share * Math.log(share / mean) : 0;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + counted(count), 0);
}

function counted(count: number | undefined): number {
  return count !== undefined && Number.isFinite(count) ? Math.max(0, count) : 0;
}
