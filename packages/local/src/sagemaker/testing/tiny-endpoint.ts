import type { DataCaptureConfig } from "@aws-sdk/client-sagemaker";
import type { LocalSageMaker } from "./local-sagemaker.ts";

export interface TinyAnswer {
  readonly variant: string | undefined;
  readonly mean: number;
  readonly pid: number;
  readonly echo: string;
}

/** What a variant serves, and with which weight. */
export type Weights = Readonly<Record<string, readonly [model: string, weight: number]>>;

export async function createConfig(
  { sagemaker }: LocalSageMaker,
  name: string,
  variants: Weights,
  capture?: DataCaptureConfig,
): Promise<void> {
  await sagemaker.createEndpointConfig({
    EndpointConfigName: name,
    ProductionVariants: Object.entries(variants).map(([VariantName, [ModelName, InitialVariantWeight]]) => ({
      VariantName,
      ModelName,
      InitialVariantWeight,
      InitialInstanceCount: 1,
      InstanceType: "ml.m5.large",
    })),
    ...(capture ? { DataCaptureConfig: capture } : {}),
  });
}

export async function invoke(
  { runtime }: LocalSageMaker,
  EndpointName: string,
  Body = "x",
  more: {
    readonly TargetVariant?: string;
    readonly InferenceId?: string;
    readonly CustomAttributes?: string;
  } = {},
): Promise<TinyAnswer> {
  const answer = await runtime.invokeEndpoint({ EndpointName, Body, ContentType: "text/csv", ...more });
  const { mean, pid, echo } = JSON.parse(Buffer.from(answer.Body).toString());
  return { variant: answer.InvokedProductionVariant, mean, pid, echo };
}
