import type { ProductionVariantSummary } from "@aws-sdk/client-sagemaker";

/** A variant as it is, and as it is to be. */
export interface Variant {
  readonly name: string;
  readonly model: string;
  readonly desiredWeight: number;
  readonly currentWeight: number;
  readonly instances: number;
}

/** As DescribeEndpoint tells it. */
export function summary({
  name,
  currentWeight,
  desiredWeight,
  instances,
}: Variant): ProductionVariantSummary & {
  VariantName: string;
} {
  return {
    VariantName: name,
    CurrentWeight: currentWeight,
    DesiredWeight: desiredWeight,
    CurrentInstanceCount: instances,
    DesiredInstanceCount: instances,
  };
}
