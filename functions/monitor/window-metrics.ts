import { type Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { DriftFeature } from "@driftwheel/core/vocabulary/drift-window.ts";
import { captureSchedule } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { metricsOf } from "../shell/telemetry/metrics.ts";

/** What a window showed, as far as metrics tell it. */
export interface WindowFigures {
  readonly endpoint: string;
  readonly end: Date;
  readonly rows: number;
  readonly late: number;
  readonly unread: number;
  readonly features: readonly DriftFeature[];
  /** The column of each feature that is derived. */
  readonly sources: ReadonlyMap<string, string>;
  /** Features, or columns that they are derived of, whose distances are told, each by a metric of its own; null when the endpoint has no metrics at all. */
  readonly named: readonly string[] | null;
}

/**
 * Writes a window's figures into the function's log, from which CloudWatch makes metrics without a call or a
 * permission: namespace `Driftwheel/Functions`, at the window's end. Those of the whole fleet have the dimension
 * service alone. Each metric costs money, so an endpoint has its own, with the dimensions service, Endpoint and
 * MonitoringSchedule, when its policy asks for them; named features are called as Model Monitor calls them,
 * `feature_baseline_drift_<feature>`.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-cloudwatch.html
 */
export function windowMetrics(figures: WindowFigures): void {
  const { endpoint, end, features, named, sources } = figures;
  const ofFleet = metricsOf("monitor");
  addFigures(ofFleet, figures);
  ofFleet.setTimestamp(end);
  ofFleet.publishStoredMetrics();
  if (named === null) return;
  const ofEndpoint = metricsOf("monitor");
  ofEndpoint.addDimensions({ Endpoint: endpoint, MonitoringSchedule: captureSchedule });
  addFigures(ofEndpoint, figures);
  for (const { feature, check, distance } of features) {
    if (check !== "baseline_drift_check" || distance === null) continue;
    if (!named.includes(feature) && !named.includes(sources.get(feature) ?? feature)) continue;
    ofEndpoint.addMetric(`feature_baseline_drift_${feature}`, MetricUnit.NoUnit, distance);
  }
  ofEndpoint.setTimestamp(end);
  ofEndpoint.publishStoredMetrics();
}

function addFigures(metrics: Metrics, { rows, late, unread, features }: WindowFigures): void {
  metrics.addMetric("Rows", MetricUnit.Count, rows);
  metrics.addMetric("LateRequests", MetricUnit.Count, late);
  metrics.addMetric("UnreadLines", MetricUnit.Count, unread);
  metrics.addMetric("ViolatedChecks", MetricUnit.Count, features.filter(({ violated }) => violated).length);
}
