import type { MetricDatum, MetricStore } from "../world.ts";
import type { Sample } from "./statistics.ts";

/** One metric: a name in a namespace with exactly these dimensions. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface TimedSample extends Sample {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly unit: string;
}

interface Series {
  readonly metric: Metric;
  samples: TimedSample[];
}

/** A datum that stands for many values of which only these four are known. */
export interface StatisticSet extends Omit<MetricDatum, "value" | "count"> {
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** More than a laptop's session writes; the oldest go when a series is fuller. */
const mostSamples = 500_000;

/** All metrics, in memory. */
export class MetricRecorder implements MetricStore {
  readonly #series = new Map<string, Series>();

  put(data: readonly MetricDatum[]): void {
    for (const datum of data) {
      const { value, count = 1 } = datum;
      this.#add(datum, { value, count, sum: value * count, minimum: value, maximum: value });
    }
  }

  putSets(sets: readonly StatisticSet[]): void {
    for (const set of sets) {
      const { sum, count, minimum, maximum } = set;
      // A set of equal values is as good as the values themselves.
      this.#add(set, { value: minimum === maximum ? minimum : null, count, sum, minimum, maximum });
    }
  }

  /** Samples of a metric from `start` to before `end` (epoch milliseconds), of one unit or of any. */
  samples(metric: Metric, start: number, end: number, unit: string | null): readonly TimedSample[] {
    const samples = this.#series.get(keyOf(metric))?.samples ?? [];
    return samples.filter(
      (sample) => sample.time >= start && sample.time < end && (unit === null || sample.unit === unit),
    );
  }

  get metrics(): readonly Metric[] {
    return [...this.#series.values()].map(({ metric }) => metric);
  }

  #add(datum: Omit<MetricDatum, "value" | "count">, sample: Sample): void {
    const { namespace, name, dimensions, timestamp, unit = "None" } = datum;
    const key = keyOf({ namespace, name, dimensions });
    const series = this.#series.get(key) ?? { metric: { namespace, name, dimensions }, samples: [] };
    series.samples.push({ ...sample, time: timestamp.getTime(), unit });
    if (series.samples.length > mostSamples) series.samples = series.samples.slice(mostSamples / 2);
    this.#series.set(key, series);
  }
}

function keyOf({ namespace, name, dimensions }: Metric): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}
