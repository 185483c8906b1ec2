import { ServiceError } from "../world.ts";
import type { Metric, MetricRecorder } from "./metric-recorder.ts";
import type { Sample } from "./statistics.ts";

export interface Window {
  readonly start: Date;
  readonly end: Date;
  /** Seconds. */
  readonly period: number;
  /** How the operation calls it when a window is none. */
  readonly refusedAs: "InvalidParameterValue" | "ValidationError";
}

export interface FilledPeriod {
  /** Beginning of the period. */
  readonly at: Date;
  readonly samples: readonly Sample[];
}

/**
 * The periods of a window in which anything was measured, oldest first. Periods begin at whole multiples of their
 * length; the first is the one that the start lies in, the last the one that begins before the end.
 */
export function filledPeriods(
  recorder: MetricRecorder,
  metric: Metric,
  window: Window,
  unit: string | null,
): readonly FilledPeriod[] {
  const { period } = window;
  const allowed = [1, 5, 10, 20, 30].includes(period) || (period > 0 && period % 60 === 0);
  if (!allowed) {
    throw new ServiceError(
      window.refusedAs,
      `Period must be 1, 5, 10, 20, 30 or a multiple of 60 seconds, but is ${period}`,
    );
  }
  if (window.end.getTime() <= window.start.getTime()) {
    throw new ServiceError(
      window.refusedAs,
      "The parameter StartTime must be less than the parameter EndTime.",
    );
  }
  const length = period * 1000;
  const first = Math.floor(window.start.getTime() / length) * length;
  const last = Math.ceil(window.end.getTime() / length) * length;
  const filled = new Map<number, Sample[]>();
  for (const sample of recorder.samples(metric, first, last, unit)) {
    const at = Math.floor(sample.time / length) * length;
    const samples = filled.get(at) ?? [];
    samples.push(sample);
    filled.set(at, samples);
  }
  return [...filled].sort(([a], [b]) => a - b).map(([at, samples]) => ({ at: new Date(at), samples }));
}
