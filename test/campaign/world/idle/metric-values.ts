import type { GetMetricDataCommandInput, Metric } from "@aws-sdk/client-cloudwatch";
import type { IdleAccount } from "./account.ts";

/** What CloudWatch has of the endpoint's requests and of the apps' use. */
export function metricValues({ resources }: IdleAccount, input: object): object | undefined {
  // What the idle adapters send.
  const { MetricDataQueries = [], StartTime, EndTime } = input as GetMetricDataCommandInput;
  const from = new Date(StartTime ?? 0).getTime();
  const until = new Date(EndTime ?? 0).getTime();
  const MetricDataResults = MetricDataQueries.map(({ Id, MetricStat }) => ({
    Id,
    StatusCode: "Complete",
    Values: valuesOf(MetricStat?.Metric, (MetricStat?.Period ?? 60) * 1000),
  }));
  return { MetricDataResults };

  function valuesOf(metric: Metric | undefined, period: number): readonly number[] {
    const name = metric?.MetricName;
    if (name === "Invocations") {
      // The model's own endpoint is always asked.
      if (!metric?.Dimensions?.some(({ Value }) => Value === "quiet")) return [100];
      const usedAt = resources.get("endpoint/quiet")?.usedAt ?? 0;
      return usedAt > from && usedAt <= until ? [3] : [];
    }
    if (name === "TimeSinceLastActive") {
      const canvas = resources.get("studio-app/d-1/ada/Canvas/default");
      return canvas?.isRunning ? [(until - canvas.usedAt) / 1000] : [];
    }
    const lab = resources.get("studio-app/d-1/tides/JupyterLab/default");
    if (!lab?.isRunning) return [];
    const values: number[] = [];
    for (let at = from; at < until; at += period)
      values.push(lab.usedAt >= at && lab.usedAt < at + period ? 80 : 1);
    return values;
  }
}
