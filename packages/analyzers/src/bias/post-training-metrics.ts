import { type BiasMetric, type Groups, MetricUndefined } from "./groups.ts";
import { demographicDisparity, differenceInProportions, proportion } from "./proportions.ts";

interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/**
 * Metrics of bias in what a model answers, by name, but for the flip test (FT):
 * https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-measure-post-training-bias.html.
 */
export const postTrainingMetrics: readonly BiasMetric[] = [
  metric("AD", "Accuracy Difference (AD)", (groups) =>
    favouredLessFacet(groups, (one) =>
      ratio(
        one.truePositives + one.trueNegatives,
        one.truePositives + one.trueNegatives + one.falsePositives + one.falseNegatives,
      ),
    ),
  ),
  metric("CDDPL", "Conditional Demographic Disparity in Predicted Labels (CDDPL)", (groups) =>
    demographicDisparity(groups, predictedIn(groups)),
  ),
  metric("DAR", "Difference in Acceptance Rates (DAR)", (groups) =>
    favouredLessFacet(groups, (one) => ratio(one.truePositives, one.truePositives + one.falsePositives)),
  ),
  metric("DCA", "Difference in Conditional Acceptance (DCA)", (groups) =>
    favouredLessFacet(groups, (one) =>
      ratio(one.truePositives + one.falseNegatives, one.truePositives + one.falsePositives),
    ),
  ),
  metric("DCR", "Difference in Conditional Rejection (DCR)", (groups) =>
    facetLessFavoured(groups, (one) =>
      ratio(one.trueNegatives + one.falsePositives, one.trueNegatives + one.falseNegatives),
    ),
  ),
  metric("DI", "Disparate Impact (DI)", (groups) => {
    const predicted = predictedIn(groups);
    return ratio(proportion(groups.facet, predicted, true), proportion(groups.facet, predicted, false));
  }),
  metric("DPPL", "Difference in Positive Proportions in Predicted Labels (DPPL)", (groups) =>
    differenceInProportions(groups, predictedIn(groups)),
  ),
  metric("DRR", "Difference in Rejection Rates (DRR)", (groups) =>
    facetLessFavoured(groups, (one) => ratio(one.trueNegatives, one.trueNegatives + one.falseNegatives)),
  ),
  metric("GE", "Generalized Entropy (GE)", generalizedEntropy),
  metric("RD", "Recall Difference (RD)", (groups) =>
    favouredLessFacet(groups, (one) => ratio(one.truePositives, one.truePositives + one.falseNegatives)),
  ),
  metric("SD", "Specificity Difference (SD)", (groups) =>
    facetLessFavoured(groups, (one) => ratio(one.trueNegatives, one.trueNegatives + one.falsePositives)),
  ),
  metric("TE", "Treatment Equality (TE)", (groups) =>
    facetLessFavoured(groups, (one) => ratio(one.falseNegatives, one.falsePositives)),
  ),
];

/** Metrics that Clarify has and this analyzer has not. */
export const notHere = ["FT"] as const;

function metric(name: string, description: string, value: (groups: Groups) => number): BiasMetric {
  return { name, description, value };
}

function predictedIn({ predicted }: Groups): readonly boolean[] {
  if (predicted === null) throw new MetricUndefined("There are no predicted labels");
  return predicted;
}

type Measure = (confusion: Confusion) => number;

function favouredLessFacet(groups: Groups, measure: Measure): number {
  return less(measure(confusionOf(groups, false)), measure(confusionOf(groups, true)));
}

function facetLessFavoured(groups: Groups, measure: Measure): number {
  return less(measure(confusionOf(groups, true)), measure(confusionOf(groups, false)));
}

/** Two that are both infinite do not differ. */
function less(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

/** Nothing of nothing is 0, something of nothing infinite: so Clarify has it. */
function ratio(part: number, whole: number): number {
  return part === 0 && whole === 0 ? 0 : part / whole;
}

function confusionOf(groups: Groups, ofFacet: boolean): Confusion {
  const predicted = predictedIn(groups);
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (const [row, isFacet] of groups.facet.entries()) {
    if (isFacet !== ofFacet) continue;
    if (predicted[row]) counts[groups.positive[row] ? "truePositives" : "falsePositives"] += 1;
    else counts[groups.positive[row] ? "falseNegatives" : "trueNegatives"] += 1;
  }
  return counts;
}

/** With alpha 2, of the benefits prediction - label + 1: half the squared coefficient of variation. */
function generalizedEntropy(groups: Groups): number {
  const predicted = predictedIn(groups);
  const benefits = groups.positive.map((label, row) => Number(predicted[row]) - Number(label) + 1);
  const mean = benefits.reduce((sum, benefit) => sum + benefit, 0) / benefits.length;
  if (mean === 0) throw new MetricUndefined("All predictions are false negatives");
  return benefits.reduce((sum, benefit) => sum + (benefit / mean) ** 2 - 1, 0) / (benefits.length * 2);
}
