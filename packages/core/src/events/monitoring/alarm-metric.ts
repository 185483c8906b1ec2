import * as z from "zod/mini";

const texts = z.pipe(
  z.custom<object>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "an object of texts",
  ),
  z.transform(
    (object) =>
      new Map(Object.entries(object).filter((pair): pair is [string, string] => typeof pair[1] === "string")),
  ),
);

/**
 * One line of an alarm's metrics: a metric, or an expression over others (metric math, anomaly bands,
 * Metrics Insights).
 */
export const alarmMetric = z.object(
  {
    metricStat: z.nullish(
      z.object(
        {
          metric: z.object(
            {
              namespace: z.nullish(z.string("the metric's namespace")),
              name: z.nullish(z.string("the metric's name")),
              dimensions: z.nullish(texts),
            },
            "an object with the metric's namespace, name and dimensions",
          ),
        },
        "an object with the metric",
      ),
    ),
  },
  "an object with a metric or an expression",
);

export const contributorAttributes = texts;

export type AlarmMetric = z.output<typeof alarmMetric>;

/** Docs say EndpointName, Model Monitor's own containers write Endpoint. */
const endpointDimensions = ["EndpointName", "Endpoint"];

/** The one endpoint that the alarm's metrics are about; null when there is none, or more than one. */
export function watchedEndpoint(
  metrics: readonly AlarmMetric[],
  contributor: ReadonlyMap<string, string>,
): string | null {
  const names = new Set([
    ...named(contributor),
    ...metrics.flatMap(({ metricStat }) => {
      const metric = metricStat?.metric;
      return metric?.dimensions && mayNameEndpoints(metric.namespace ?? "") ? named(metric.dimensions) : [];
    }),
  ]);
  const [first = null] = names;
  return names.size === 1 ? first : null;
}

/** `Endpoint` is also a dimension of other AWS services' metrics, and then no SageMaker endpoint. */
function mayNameEndpoints(namespace: string): boolean {
  return !/^AWS\//.test(namespace) || namespace === "AWS/SageMaker";
}

function named(dimensions: ReadonlyMap<string, string>): readonly string[] {
  const name = endpointDimensions.map((dimension) => dimensions.get(dimension)).find(Boolean);
  return name ? [name] : [];
}
