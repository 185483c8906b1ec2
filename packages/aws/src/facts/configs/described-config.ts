import {
  type ContainerDefinition,
  DescribeEndpointConfigCommand,
  type DescribeEndpointConfigOutput,
  DescribeModelCommand,
} from "@aws-sdk/client-sagemaker";
import type { EndpointTraits } from "@driftwheel/core/vocabulary/fact.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { orNull } from "../../failure.ts";
import { publishedEvery } from "../../metrics/published-every.ts";

/** Null for a config that is gone, and for none. */
export function describedConfig(config: string | null): Promise<DescribeEndpointConfigOutput | null> {
  return orNull(async () =>
    config === null
      ? null
      : sageMaker().send(new DescribeEndpointConfigCommand({ EndpointConfigName: config })),
  );
}

/** Of an inference pipeline the preprocessor may be made from none. */
export function packageOf(containers: readonly ContainerDefinition[]): string | null {
  return containers.find(({ ModelPackageName }) => ModelPackageName)?.ModelPackageName ?? null;
}

/** None for a model that is gone, and for a variant without one: inference components are placed on it. */
export async function containersOf(model: string | undefined): Promise<readonly ContainerDefinition[]> {
  if (model === undefined) return [];
  const described = await orNull(() => sageMaker().send(new DescribeModelCommand({ ModelName: model })));
  return described?.PrimaryContainer ? [described.PrimaryContainer] : (described?.Containers ?? []);
}

export function traitsOf(
  config: DescribeEndpointConfigOutput,
  containers: readonly ContainerDefinition[],
): EndpointTraits {
  const { ProductionVariants = [], ShadowProductionVariants = [] } = config;
  const capture = config.DataCaptureConfig;
  const many = containers.find(({ Mode }) => Mode === "MultiModel");
  return {
    shadows: ShadowProductionVariants.length > 0,
    serverless: ProductionVariants.some(({ ServerlessConfig }) => ServerlessConfig !== undefined),
    asynchronous: config.AsyncInferenceConfig !== undefined,
    components: ProductionVariants.some(({ ModelName }) => ModelName === undefined),
    multiModel: many !== undefined,
    ...(many?.ModelDataUrl === undefined ? {} : { artifacts: many.ModelDataUrl }),
    containers: containers.length,
    instanceTypes: ProductionVariants.flatMap(({ InstanceType }) => InstanceType ?? []),
    answersCaptured:
      capture?.EnableCapture === true &&
      (capture.CaptureOptions ?? []).some(({ CaptureMode }) => CaptureMode !== "Input"),
    metricsEvery: publishedEvery(config.MetricsConfig),
  };
}
