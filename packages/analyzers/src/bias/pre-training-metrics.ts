import { type BiasMetric, type Groups, MetricUndefined } from "./groups.ts";
import { demographicDisparity, differenceInProportions, proportion } from "./proportions.ts";

/**
 * Metrics of bias in labels, by name: https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-measure-data-bias.html.
 * Labels are two here, as in Clarify: those that are called positive, and all others. Logarithms are natural.
 */
export const preTrainingMetrics: readonly BiasMetric[] = [
  {
    name: "CDDL",
    description: "Conditional Demographic Disparity in Labels (CDDL)",
    value: (groups) => demographicDisparity(groups, groups.positive),
  },
  { name: "CI", description: "Class Imbalance (CI)", value: classImbalance },
  {
    name: "DPL",
    description: "Difference in Positive Proportions in Labels (DPL)",
    value: (groups) => differenceInProportions(groups, groups.positive),
  },
  { name: "JS", description: "Jensen-Shannon Divergence (JS)", value: jensenShannon },
  {
    name: "KL",
    description: "Kullback-Leibler Divergence (KL)",
    value: (groups) => divergence(common(groups, (favoured, facet) => [favoured, facet])),
  },
  {
    name: "KS",
    description: "Kolmogorov-Smirnov Distance (KS)",
    value: (groups) => Math.max(...differences(groups)),
  },
  { name: "LP", description: "L-p Norm (LP)", value: (groups) => Math.hypot(...differences(groups)) },
  {
    name: "TVD",
    description: "Total Variation Distance (TVD)",
    value: (groups) => differences(groups).reduce((sum, difference) => sum + difference, 0) / 2,
  },
];

function classImbalance({ facet }: Groups): number {
  const size = facet.filter(Boolean).length;
  return (facet.length - 2 * size) / facet.length;
}

type Pair = readonly [number, number];

/** Shares of a label among the favoured rows and among those of the facet; of labels that both have. */
function common(
  { facet, positive }: Groups,
  make: (favoured: number, facet: number) => Pair,
): readonly Pair[] {
  const [favoured, disfavoured] = [proportion(facet, positive, false), proportion(facet, positive, true)];
  const shares = [[favoured, disfavoured] as const, [1 - favoured, 1 - disfavoured] as const];
  const both = shares.filter(([one, other]) => one > 0 && other > 0);
  if (both.length === 0) throw new MetricUndefined("No label is in both groups");
  return both.map(([one, other]) => make(one, other));
}

function divergence(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, [one, other]) => sum + one * Math.log(one / other), 0);
}

function jensenShannon(groups: Groups): number {
  const middle = (favoured: number, facet: number) => (favoured + facet) / 2;
  return (
    (divergence(common(groups, (favoured, facet) => [favoured, middle(favoured, facet)])) +
      divergence(common(groups, (favoured, facet) => [facet, middle(favoured, facet)]))) /
    2
  );
}

function differences(groups: Groups): readonly number[] {
  return common(groups, (favoured, facet) => [favoured, facet]).map(([one, other]) => Math.abs(one - other));
}
