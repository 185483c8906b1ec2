import type { MetricsConfig } from "@aws-sdk/client-sagemaker";

/** Seconds; without enhanced metrics the frequency is that of utilisation alone. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html */
export function publishedEvery(metrics: MetricsConfig | undefined): number {
  return metrics?.EnableEnhancedMetrics ? (metrics.MetricPublishFrequencyInSeconds ?? 60) : 60;
}
