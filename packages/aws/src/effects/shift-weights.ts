import { UpdateEndpointWeightsAndCapacitiesCommand } from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, ShiftWeights } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { assertInService, describeEndpoint } from "./endpoint-update.ts";

/** Divides the traffic anew. The call takes no token: what is wanted already is not asked for again. */
export async function shiftWeights({ endpoint, weights }: ShiftWeights): Promise<EffectAnswer> {
  const found = await describeEndpoint(endpoint);
  const wanted = new Map(
    found.ProductionVariants?.map(({ VariantName = "", DesiredWeight, CurrentWeight }) => [
      VariantName,
      Math.fround(DesiredWeight ?? CurrentWeight ?? Number.NaN),
    ]),
  );
  // SageMaker keeps weights as 32-bit floats.
  const there = Object.entries(weights).every(
    ([variant, weight]) => wanted.get(variant) === Math.fround(weight),
  );
  if (there) return {};
  assertInService(found);
  await sageMaker().send(
    new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: endpoint,
      DesiredWeightsAndCapacities: Object.entries(weights).map(([VariantName, DesiredWeight]) => ({
        VariantName,
        DesiredWeight,
      })),
    }),
  );
  return {};
}
