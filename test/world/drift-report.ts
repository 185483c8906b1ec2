const quarter = 15 * 60_000;

/** A report of drift of Driftwheel's own monitor, over the quarter of an hour that ended then. */
export function driftReport(endpoint: string, windowEnd: Date, drifted: boolean) {
  return {
    "detail-type": "Drift Report",
    source: "driftwheel.monitor",
    resources: [],
    detail: {
      endpoint,
      source: "driftwheel",
      schedule: "driftwheel",
      windowStart: new Date(windowEnd.getTime() - quarter).toISOString(),
      windowEnd: windowEnd.toISOString(),
      rows: 900,
      features: [
        {
          feature: "temperature",
          check: "baseline_drift_check",
          violated: drifted,
          distance: drifted ? 0.9 : 0.02,
          threshold: 0.2,
          pValue: drifted ? 1e-9 : 0.6,
          description: drifted ? "moved" : "as before",
        },
      ],
      report: null,
    },
  };
}
