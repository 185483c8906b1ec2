import type { MonitoredMetric, MonitorKind } from "../../vocabulary/signal.ts";
import type { AlarmMetric } from "./alarm-metric.ts";

/**
 * Model Monitor's namespaces. Data quality has two spellings, `/aws/sagemaker/Endpoints/data-metric` in its page and
 * `aws/sagemaker/Endpoints/data-metrics` from its container; batch monitors write ModelMonitoring for Endpoints.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-cloudwatch.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-cw.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-model-monitor-bias-drift-cw.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-feature-attribute-drift-cw.html
 */
const namespaces =
  /^\/?aws\/sagemaker\/(?:Endpoints|ModelMonitoring)\/(data|model|bias|explainability)-metrics?$/i;

/** Docs say ScheduleName, Model Monitor's own containers write MonitoringSchedule. */
const scheduleDimensions = ["ScheduleName", "MonitoringSchedule"];

/** What Model Monitor measures and an alarm watches, or null: the first metric of Model Monitor that tells of drift. */
export function monitoredMetric(metrics: readonly AlarmMetric[]): MonitoredMetric | null {
  for (const { metricStat } of metrics) {
    const { namespace, name, dimensions } = metricStat?.metric ?? {};
    const kind = namespaces.exec(namespace ?? "")?.[1]?.toLowerCase();
    const told = kind && name ? subjectOf(kind, name, dimensions ?? new Map()) : null;
    if (!told) continue;
    const schedule = scheduleDimensions.map((dimension) => dimensions?.get(dimension)).find(Boolean);
    return { ...told, schedule: schedule ?? null };
  }
  return null;
}

function subjectOf(
  kind: string,
  metric: string,
  dimensions: ReadonlyMap<string, string>,
): { readonly monitor: MonitorKind; readonly feature: string; readonly check: string } | null {
  const found = (monitor: MonitorKind, feature: string, check: string) =>
    feature === "" ? null : { monitor, feature, check };
  switch (kind) {
    case "data": {
      // The other metrics count values and gaps: how many requests came is no drift of what they hold.
      const feature = after(metric, "feature_baseline_drift_");
      return feature === null ? null : found("data-quality", feature, "baseline_drift_check");
    }
    case "model":
      return found("model-quality", metric, "model_quality_check");
    case "bias": {
      const name = after(metric, "bias_metric_");
      return name === null ? null : found("bias", ofGroup(name, dimensions), "bias_drift_check");
    }
    case "explainability":
      return found("explainability", after(metric, "feature_") ?? metric, "feature_attribution_drift_check");
    default:
      return null;
  }
}

/** A bias metric is of a group of people, told as its violation in a report is: `DPPL age=40`. */
function ofGroup(metric: string, dimensions: ReadonlyMap<string, string>): string {
  const facet = dimensions.get("Facet");
  const value = dimensions.get("FacetValue");
  return metric && facet ? `${metric} ${facet}${value ? `=${value}` : ""}` : metric;
}

function after(text: string, beginning: string): string | null {
  return text.startsWith(beginning) ? text.slice(beginning.length) : null;
}
