import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  type DescribeEndpointOutput,
  DescribeModelCommand,
} from "@aws-sdk/client-sagemaker";
import type { EndpointFact, VariantFact } from "@driftwheel/core/vocabulary/fact.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";

/** What the endpoint is now: its config, and each variant's weight, model and package. */
export async function findEndpoint(name: string): Promise<EndpointFact> {
  const endpoint = await orNull(() => sageMaker().send(new DescribeEndpointCommand({ EndpointName: name })));
  if (!endpoint) return { exists: false, status: "Unknown", config: null, variants: [], failureReason: null };
  return {
    exists: true,
    status: endpoint.EndpointStatus ?? "Unknown",
    config: endpoint.EndpointConfigName ?? null,
    variants: await variantsOf(endpoint),
    failureReason: endpoint.FailureReason ?? null,
  };
}

async function variantsOf({
  EndpointConfigName,
  ProductionVariants = [],
}: DescribeEndpointOutput): Promise<readonly VariantFact[]> {
  const config = await orNull(async () =>
    EndpointConfigName ? sageMaker().send(new DescribeEndpointConfigCommand({ EndpointConfigName })) : null,
  );
  return Promise.all(
    ProductionVariants.map(async ({ VariantName = "", CurrentWeight = 0 }) => {
      const configured = config?.ProductionVariants?.find((variant) => variant.VariantName === VariantName);
      const model = configured?.ModelName ?? null;
      return {
        name: VariantName,
        weight: weight(CurrentWeight),
        model,
        package: model === null ? null : await packageOf(model),
      };
    }),
  );
}

/** ARN of the package version that a model was made from; null for a model of other origin. */
async function packageOf(model: string): Promise<string | null> {
  const described = await orNull(() => sageMaker().send(new DescribeModelCommand({ ModelName: model })));
  const container = described?.PrimaryContainer ?? described?.Containers?.[0];
  return container?.ModelPackageName ?? null;
}

/** SageMaker keeps weights as 32-bit floats: 87.7 comes back as 87.69999694824219. */
export function weight(reported: number): number {
  return Number(reported.toPrecision(6));
}

async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
