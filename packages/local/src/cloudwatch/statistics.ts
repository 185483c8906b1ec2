/** Values of one metric: one value that occurred `count` times, or a set of which only the sums are known. */
export interface Sample {
  /** Null when the sample is a set of different values. */
  readonly value: number | null;
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

type Statistic = (samples: readonly Sample[]) => number | null;

const simple: Readonly<Record<string, Statistic>> = {
  SampleCount: (samples) => samples.reduce((total, { count }) => total + count, 0),
  Sum: (samples) => samples.reduce((total, { sum }) => total + sum, 0),
  Average: (samples) =>
    samples.reduce((total, { sum }) => total + sum, 0) /
    samples.reduce((total, { count }) => total + count, 0),
  Minimum: (samples) => samples.reduce((least, { minimum }) => Math.min(least, minimum), Infinity),
  Maximum: (samples) => samples.reduce((most, { maximum }) => Math.max(most, maximum), -Infinity),
  IQM: (samples) => trimmed("TM", { lower: 0.25, upper: 0.75, share: true }, samples),
};

/**
 * The statistic of that name (`Sum`, `p99.9`, `TC(0.005:0.030)`, `PR(:300)`, `TM(10%:90%)`, `tm99`, ...), or
 * null when there is none of that name. It answers null when it cannot be told from the samples.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function statisticOf(name: string): Statistic | null {
  const known = simple[name];
  if (known) return known;
  const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name)?.[1];
  if (percentile !== undefined) return (samples) => quantile(Number(percentile) / 100, samples);
  const short = /^(tm|wm|tc|ts)(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name);
  if (short) {
    const bounds = { lower: 0, upper: Number(short[2]) / 100, share: true };
    return (samples) => trimmed((short[1] ?? "").toUpperCase(), bounds, samples);
  }
  const range = /^(TM|WM|TC|TS|PR)\((-?[\d.]+)?(%?):(-?[\d.]+)?(%?)\)$/.exec(name);
  if (!range || (range[2] === undefined && range[4] === undefined)) return null;
  const share = range[3] === "%" || range[5] === "%";
  if (share && range[1] === "PR") return null;
  const scale = share ? 100 : 1;
  const bounds = {
    lower: range[2] === undefined ? (share ? 0 : -Infinity) : Number(range[2]) / scale,
    upper: range[4] === undefined ? (share ? 1 : Infinity) : Number(range[4]) / scale,
    share,
  };
  return (samples) => trimmed(range[1] ?? "", bounds, samples);
}

interface Bounds {
  readonly lower: number;
  readonly upper: number;
  /** The bounds are shares of the values (0 to 1), not values. */
  readonly share: boolean;
}

interface Weighted {
  readonly value: number;
  readonly count: number;
}

function trimmed(kind: string, bounds: Bounds, samples: readonly Sample[]): number | null {
  const values = sorted(samples);
  if (values === null) return null;
  const inside = bounds.share ? insideShares(bounds, values) : insideValues(bounds, values);
  const count = inside.reduce((total, one) => total + one.count, 0);
  const sum = inside.reduce((total, one) => total + one.value * one.count, 0);
  const total = values.reduce((all, one) => all + one.count, 0);
  switch (kind) {
    case "TC":
      return count;
    case "TS":
      return sum;
    case "PR":
      return (count / total) * 100;
    case "TM":
      return count === 0 ? null : sum / count;
    case "WM": {
      const least = inside[0]?.value;
      const most = inside.at(-1)?.value;
      if (least === undefined || most === undefined) return null;
      const clamped = values.reduce(
        (all, one) => all + Math.min(Math.max(one.value, least), most) * one.count,
        0,
      );
      return clamped / total;
    }
    default:
      return null;
  }
}

/** Values above the lower bound, up to and including the upper one. */
function insideValues({ lower, upper }: Bounds, values: readonly Weighted[]): readonly Weighted[] {
  return values.filter(({ value }) => value > lower && value <= upper);
}

function insideShares({ lower, upper }: Bounds, values: readonly Weighted[]): readonly Weighted[] {
  const total = values.reduce((all, { count }) => all + count, 0);
  let before = 0;
  return values.flatMap(({ value, count }) => {
    const from = Math.max(before, lower * total);
    before += count;
    const kept = Math.min(before, upper * total) - from;
    return kept > 0 ? [{ value, count: kept }] : [];
  });
}

/** The smallest value that at least that share of the values does not exceed. */
function quantile(share: number, samples: readonly Sample[]): number | null {
  const values = sorted(samples);
  if (values === null) return null;
  const total = values.reduce((all, { count }) => all + count, 0);
  let before = 0;
  for (const { value, count } of values) {
    before += count;
    if (before >= share * total) return value;
  }
  return values.at(-1)?.value ?? null;
}

function sorted(samples: readonly Sample[]): readonly Weighted[] | null {
  const values: Weighted[] = [];
  for (const { value, count } of samples) {
    if (value === null) return null;
    values.push({ value, count });
  }
  return values.sort((a, b) => a.value - b.value);
}
