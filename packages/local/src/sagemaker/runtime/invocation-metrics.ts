import type { MetricDatum } from "../../world.ts";

export interface MeasuredInvocation {
  readonly endpoint: string;
  /** The config of the fleet that answered, whose metrics are told apart after a deployment of two; null where none was. */
  readonly config: string | null;
  readonly variant: string;
  /** The component that answered, and how many copies it has; null on a variant with a model. */
  readonly component: { readonly name: string; readonly copies: number } | null;
  /** How many instances the variant has; null for a serverless one, of which SageMaker publishes nothing by instance. */
  readonly instances: number | null;
  /** When the request came in. */
  readonly time: Date;
  /** What the container answered; 0 when it did not answer. */
  readonly status: number;
  /** Microseconds that the model took. */
  readonly modelLatency: number;
  /** Microseconds that everything else took. */
  readonly overheadLatency: number;
}

/**
 * The metrics of one invocation, in the namespace AWS/SageMaker.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html#cloudwatch-metrics-endpoint-invocation
 */
export function invocationMetrics(invocation: MeasuredInvocation): readonly MetricDatum[] {
  const { endpoint, config, variant, component } = invocation;
  const dimensions = { EndpointName: endpoint, VariantName: variant };
  return [
    ...metricsOf(invocation, dimensions),
    ...(component === null ? [] : metricsOf(invocation, { InferenceComponentName: component.name })),
    // https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
    ...(config === null ? [] : metricsOf(invocation, { ...dimensions, EndpointConfigName: config })),
  ];
}

function metricsOf(
  { instances, component, time, status, modelLatency, overheadLatency }: MeasuredInvocation,
  dimensions: Readonly<Record<string, string>>,
): readonly MetricDatum[] {
  const common = { namespace: "AWS/SageMaker", dimensions, timestamp: time };
  const clientError = status >= 400 && status < 500;
  const serverError = status >= 500 || status === 0;
  return [
    { ...common, name: "Invocations", value: 1, unit: "None" },
    ...(component === null
      ? []
      : [{ ...common, name: "InvocationsPerCopy", value: 1 / Math.max(component.copies, 1), unit: "None" }]),
    ...(instances === null
      ? []
      : [{ ...common, name: "InvocationsPerInstance", value: 1 / Math.max(instances, 1), unit: "None" }]),
    { ...common, name: "Invocation4XXErrors", value: clientError ? 1 : 0, unit: "None" },
    { ...common, name: "Invocation5XXErrors", value: serverError ? 1 : 0, unit: "None" },
    { ...common, name: "ModelLatency", value: modelLatency, unit: "Microseconds" },
    { ...common, name: "OverheadLatency", value: overheadLatency, unit: "Microseconds" },
  ];
}
