import { type Groups, MetricUndefined } from "./groups.ts";

/** Share of positive ones among the favoured rows, less that among those of the facet. */
export function differenceInProportions({ facet }: Groups, positive: readonly boolean[]): number {
  return proportion(facet, positive, false) - proportion(facet, positive, true);
}

/** Share of positive ones among the rows of the facet, or among the others. */
export function proportion(
  facet: readonly boolean[],
  positive: readonly boolean[],
  ofFacet: boolean,
): number {
  let [rows, found] = [0, 0];
  for (const [row, isFacet] of facet.entries()) {
    if (isFacet !== ofFacet) continue;
    rows += 1;
    if (positive[row]) found += 1;
  }
  return found / rows;
}

interface Counts {
  rows: number;
  accepted: number;
  acceptedOfFacet: number;
  rejected: number;
  rejectedOfFacet: number;
}

/**
 * How much larger the facet's share of the rejected is than its share of the accepted: the mean over the subgroups,
 * weighted by their rows.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-data-bias-metric-cddl.html
 */
export function demographicDisparity({ facet, subgroups }: Groups, positive: readonly boolean[]): number {
  if (subgroups === null) throw new MetricUndefined("Group variable is empty or not provided");
  if (!positive.includes(true)) throw new MetricUndefined("No positive labels in set");
  if (!positive.includes(false)) throw new MetricUndefined("No negative labels in set");
  const counts = new Map<string, Counts>();
  for (const [row, subgroup] of subgroups.entries()) {
    const found = counts.get(subgroup) ?? {
      rows: 0,
      accepted: 0,
      acceptedOfFacet: 0,
      rejected: 0,
      rejectedOfFacet: 0,
    };
    counts.set(subgroup, found);
    found.rows += 1;
    found[positive[row] ? "accepted" : "rejected"] += 1;
    if (facet[row]) found[positive[row] ? "acceptedOfFacet" : "rejectedOfFacet"] += 1;
  }
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const sum = [...counts.values()].reduce(
    (total, { rows, ...of }) =>
      total + rows * (share(of.rejectedOfFacet, of.rejected) - share(of.acceptedOfFacet, of.accepted)),
    0,
  );
  return sum / subgroups.length;
}
