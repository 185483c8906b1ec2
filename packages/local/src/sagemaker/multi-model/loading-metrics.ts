import type { MetricDatum } from "../../world.ts";
import type { LoadedModel } from "./loaded-models.ts";

/**
 * What SageMaker publishes of models that are loaded for requests; none of it by model.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-endpoint-cloudwatch-metrics.html
 */
export function loadingMetrics(
  of: { readonly endpoint: string; readonly variant: string; readonly time: Date },
  { hit, downloaded, loading, unloading, count }: LoadedModel,
  /** Milliseconds that the request waited for its model. */
  waited: number,
): readonly MetricDatum[] {
  const dimensions = { EndpointName: of.endpoint, VariantName: of.variant };
  const common = { namespace: "AWS/SageMaker", dimensions, timestamp: of.time };
  const each = (name: string, milliseconds: readonly number[]) =>
    milliseconds.map((took) => ({
      ...common,
      name,
      value: Math.round(took * 1000),
      unit: "Microseconds",
    }));
  return [
    ...each("ModelLoadingWaitTime", [waited]),
    ...each("ModelDownloadingTime", downloaded),
    ...each("ModelLoadingTime", loading),
    ...each("ModelUnloadingTime", unloading),
    { ...common, name: "ModelCacheHit", value: hit ? 1 : 0, unit: "None" },
    {
      ...common,
      namespace: "/aws/sagemaker/Endpoints",
      name: "LoadedModelCount",
      value: count,
      unit: "None",
    },
  ];
}
