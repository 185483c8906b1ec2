/** So few groups that the metric of all but one is cheap, so many that their spread is known to about a sixth. */
const groups = 20;

/**
 * Standard errors of metrics by the delete-a-group jackknife: for G groups without one of which the metric is t_g,
 * sqrt((G - 1) / G * sum (t_g - mean)^2). Needs no formula for each metric, and holds for smooth ones: means, rates,
 * F-scores, explained variance, the area under a curve.
 * Efron, The Jackknife, the Bootstrap and Other Resampling Plans, 1982, chapter 3; Kott, J. Official Statistics 2001.
 *
 * Samples go to groups in turn, in the order they are given, so the same samples give the same numbers. A metric that
 * is no number without some group has no standard error: not a number.
 */
export function standardErrors<Sample>(
  samples: readonly Sample[],
  metrics: (some: readonly Sample[]) => Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const count = Math.min(groups, samples.length);
  const without = Array.from({ length: count }, (_, group) =>
    metrics(samples.filter((_sample, index) => index % count !== group)),
  );
  const names = Object.keys(without[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = without.map((found) => found[name] ?? Number.NaN);
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return [name, count < 2 ? Number.NaN : Math.sqrt(((count - 1) / count) * spread)];
    }),
  );
}
