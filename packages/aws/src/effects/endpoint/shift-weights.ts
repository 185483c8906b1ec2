import {
  type DescribeEndpointOutput,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, ShiftWeights } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { ComparedEndpoint } from "./compared-endpoint.ts";

/** Divides the traffic anew. The call takes no token: what is wanted already is not asked for again. */
export async function shiftWeights({ endpoint, expected, weights }: ShiftWeights): Promise<EffectAnswer> {
  const compared = await ComparedEndpoint.compare(endpoint, expected, (_, described) =>
    isDivided(described, weights),
  );
  if (compared && hasAll(compared.described, weights)) await divide(compared, weights);
  return {};
}

async function divide({ name }: ComparedEndpoint, weights: Readonly<Record<string, number>>): Promise<void> {
  await sageMaker().send(
    new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: name,
      DesiredWeightsAndCapacities: Object.entries(weights).map(([VariantName, DesiredWeight]) => ({
        VariantName,
        DesiredWeight,
      })),
    }),
  );
}

/** On the way back the trial may not have come to the endpoint at all; then there is nothing to take off. */
function hasAll(
  { ProductionVariants = [] }: DescribeEndpointOutput,
  weights: Readonly<Record<string, number>>,
): boolean {
  return Object.keys(weights).every((variant) =>
    ProductionVariants.some(({ VariantName }) => VariantName === variant),
  );
}

/** SageMaker keeps weights as 32-bit floats. */
function isDivided(
  { ProductionVariants }: DescribeEndpointOutput,
  weights: Readonly<Record<string, number>>,
): boolean {
  const wanted = new Map(
    ProductionVariants?.map(({ VariantName = "", DesiredWeight, CurrentWeight }) => [
      VariantName,
      Math.fround(DesiredWeight ?? CurrentWeight ?? Number.NaN),
    ]),
  );
  return Object.entries(weights).every(([variant, weight]) => wanted.get(variant) === Math.fround(weight));
}
