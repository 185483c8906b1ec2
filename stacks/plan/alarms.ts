import { code, json, seconds, table } from "./markdown.ts";
import { list, number, object, ofType, type PlannedResource, text, words } from "./resource.ts";

const signs: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: ">=",
  GreaterThanThreshold: ">",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "<=",
};

/** Every alarm on Driftwheel itself, with the reason that its description gives. */
export function renderAlarms(resources: readonly PlannedResource[]): string {
  return table(
    ["alarm", "metric", "of", "goes off at", "why"],
    ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm").map((alarm) => {
      const queries = list(alarm.properties.metricQueries).map((query) => object(query) ?? {});
      const metrics = queries.flatMap((query) =>
        query.metric === undefined ? [] : [object(query.metric) ?? {}],
      );
      const [first = {}] = metrics;
      const metric =
        text(alarm, "metricName") ?? metrics.map(({ metricName }) => words(metricName)).join(", ");
      const namespace = text(alarm, "namespace") ?? words(first.namespace);
      const period = number(alarm, "period") ?? Number(first.period ?? 60);
      const statistic = text(alarm, "statistic") ?? text(alarm, "extendedStatistic") ?? words(first.stat);
      const times = number(alarm, "evaluationPeriods") ?? 1;
      const sign = signs[text(alarm, "comparisonOperator") ?? ""] ?? text(alarm, "comparisonOperator");
      const dimensions = alarm.properties.dimensions ?? first.dimensions;
      return [
        alarm.name,
        `${namespace} ${metric}`,
        dimensions === undefined ? "" : code(json(dimensions)),
        `${statistic} ${sign} ${text(alarm, "threshold")} over ${times > 1 ? `${times} times ` : ""}${seconds(period)}`,
        text(alarm, "alarmDescription") ?? "",
      ];
    }),
  );
}
