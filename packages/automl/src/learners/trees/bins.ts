/** Features cut into few classes of values, so that a split is looked for among these and not among all rows. */
export interface Bins {
  /** By feature: each row's bin. */
  readonly codes: readonly Uint8Array[];
  /** By feature: the upper bounds of all bins but the last, ascending; a value on a bound is below it. */
  readonly bounds: readonly Float64Array[];
}

const mostBins = 64;

export function binned(rows: readonly Float64Array[]): Bins {
  const features = rows[0]?.length ?? 0;
  const bounds = Array.from({ length: features }, (_each, feature) =>
    boundsOf(Float64Array.from(rows, (row) => row[feature] ?? 0)),
  );
  return {
    bounds,
    codes: bounds.map((own, feature) => Uint8Array.from(rows, (row) => codeOf(own, row[feature] ?? 0))),
  };
}

/** Between values that follow each other where there are few, and between quantiles otherwise. */
function boundsOf(values: Float64Array): Float64Array {
  const ordered = values.toSorted();
  const distinct = ordered.filter((value, index) => index === 0 || value !== ordered[index - 1]);
  const source = distinct.length <= mostBins ? distinct : ordered;
  const bins = Math.min(source.length, mostBins);
  const bounds: number[] = [];
  for (let bin = 1; bin < bins; bin += 1) {
    const place = Math.floor((bin * source.length) / bins);
    const bound = ((source[place - 1] ?? 0) + (source[place] ?? 0)) / 2;
    if (bound !== bounds.at(-1)) bounds.push(bound);
  }
  return Float64Array.from(bounds);
}

function codeOf(bounds: Float64Array, value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (bounds[middle] ?? Number.POSITIVE_INFINITY)) high = middle;
    else low = middle + 1;
  }
  return low;
}
