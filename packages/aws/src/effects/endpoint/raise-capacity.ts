import { UpdateEndpointWeightsAndCapacitiesCommand } from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, RaiseCapacity } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { ComparedEndpoint } from "./compared-endpoint.ts";

/** Gives a variant more instances, unless it is on its way to as many. */
export async function raiseCapacity(effect: RaiseCapacity): Promise<EffectAnswer> {
  const { endpoint, expected, variant, instances } = effect;
  const compared = await ComparedEndpoint.compare(endpoint, expected, (_, { ProductionVariants = [] }) =>
    ProductionVariants.some(
      ({ VariantName, DesiredInstanceCount, CurrentInstanceCount }) =>
        VariantName === variant && (DesiredInstanceCount ?? CurrentInstanceCount ?? 0) >= instances,
    ),
  );
  if (compared) await resize(compared, variant, instances);
  return {};
}

/** The traffic stays divided as it is. */
async function resize({ name }: ComparedEndpoint, variant: string, instances: number): Promise<void> {
  await sageMaker().send(
    new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: name,
      DesiredWeightsAndCapacities: [{ VariantName: variant, DesiredInstanceCount: instances }],
    }),
  );
}
