import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { DriftFeature } from "@driftwheel/core/drift/drift-window.ts";
import { metricsOf } from "./metrics.ts";

/** What a window showed, as far as metrics tell it. */
export interface WindowFigures {
  readonly endpoint: string;
  readonly end: Date;
  readonly rows: number;
  readonly late: number;
  readonly unread: number;
  readonly features: readonly DriftFeature[];
  /** Features whose distances are told, each by a metric of its own. */
  readonly named: readonly string[];
}

/**
 * Writes a window's figures into the function's log, from which CloudWatch makes metrics without a call or a
 * permission: namespace `Driftwheel/Functions`, dimensions service, Endpoint and MonitoringSchedule, at the window's
 * end. Named features are called as Model Monitor calls them, `feature_baseline_drift_<feature>`.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-cloudwatch.html
 */
export function windowMetrics(figures: WindowFigures): void {
  const { endpoint, end, rows, late, unread, features, named } = figures;
  const metrics = metricsOf("monitor");
  metrics.addDimensions({ Endpoint: endpoint, MonitoringSchedule: "driftwheel" });
  metrics.setTimestamp(end);
  metrics.addMetric("Rows", MetricUnit.Count, rows);
  metrics.addMetric("LateRequests", MetricUnit.Count, late);
  metrics.addMetric("UnreadLines", MetricUnit.Count, unread);
  if (features.length > 0) {
    metrics.addMetric("ViolatedChecks", MetricUnit.Count, features.filter(({ violated }) => violated).length);
  }
  for (const { feature, check, distance } of features) {
    if (check !== "baseline_drift_check" || distance === null || !named.includes(feature)) continue;
    metrics.addMetric(`feature_baseline_drift_${feature}`, MetricUnit.NoUnit, distance);
  }
  metrics.publishStoredMetrics();
}
