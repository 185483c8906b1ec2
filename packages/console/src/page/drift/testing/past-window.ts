import type { PastWindow } from "../heat.ts";

/** An hour of windows that is judged, in which these features moved so far against a line of 0.2. */
export function pastWindow(
  sequence: number,
  moved: Readonly<Record<string, number>>,
  changes: Partial<PastWindow> = {},
): PastWindow {
  return {
    sequence,
    start: null,
    end: new Date(Date.parse("2026-11-30T00:00:00Z") + sequence * 3_600_000).toISOString(),
    rows: 100,
    judged: true,
    score: 3,
    cusum: 2.5 * sequence,
    line: 6,
    effect: null,
    features: Object.entries(moved).map(([feature, distance]) => ({
      feature,
      check: "baseline_drift_check",
      violated: true,
      distance,
      threshold: 0.2,
      pValue: null,
      description: "",
    })),
    distances: [],
    metrics: [],
    report: null,
    problem: null,
    unread: null,
    ...changes,
  };
}
