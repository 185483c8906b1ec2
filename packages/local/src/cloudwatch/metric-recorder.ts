import type { MetricDatum, MetricStore } from "../world.ts";

export class MetricRecorder implements MetricStore {
  readonly data: MetricDatum[] = [];
  put(data: readonly MetricDatum[]): void {
    this.data.push(...data);
  }
}
