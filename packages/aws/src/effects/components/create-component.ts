import { CreateInferenceComponentCommand } from "@aws-sdk/client-sagemaker";
import type { CreateEndpoint, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { deployedOn, ownName } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { describeComponent } from "../../facts/components/described-component.ts";
import { alreadyExists } from "../../failure.ts";
import { createChallengerModel } from "../endpoint/challenger-model.ts";
import { comparedComponent, withModel } from "./compared-component.ts";
import { copiesFor } from "./copies.ts";

/**
 * Gives the challenger a component beside the champion's, on the same variant, with what the champion's copies need, and as
 * many copies, because the ramp may give it as many requests; or one, which `raiseCopies` makes more.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceComponent.html
 *
 * @throws Refused when there is a component of that name with another model; EndpointDiffers when the model's own one is
 * not what it should be.
 */
export async function createComponent(effect: CreateEndpoint): Promise<EffectAnswer> {
  const { apart, challengerModel, config } = effect;
  if (await isThere(apart.endpoint, config)) return {};
  const champion = await comparedComponent(effect.endpoint, effect.expected, null);
  if (!champion) return {};
  const specification = withModel(champion, challengerModel);
  await createChallengerModel({
    name: challengerModel,
    package: effect.challengerPackage,
    championModel: effect.fromConfig,
  });
  const { endpoint, component } = deployedOn(apart.endpoint);
  try {
    await sageMaker().send(
      new CreateInferenceComponentCommand({
        InferenceComponentName: component,
        EndpointName: endpoint,
        VariantName: champion.VariantName,
        Specification: specification,
        RuntimeConfig: { CopyCount: copiesFor(champion, apart.copies === "by share" ? 0 : 100) },
        Tags: [{ Key: "driftwheel:model", Value: effect.model }],
      }),
    );
  } catch (error) {
    // Another delivery was first.
    if (!alreadyExists(error) || !(await isThere(apart.endpoint, config))) throw error;
  }
  return {};
}

async function isThere(name: string, model: string): Promise<boolean> {
  const described = await describeComponent(name);
  if (!described) return false;
  const found = described.Specification?.ModelName;
  if (found === model) return true;
  throw new Refused(
    `inference component ${ownName(name)} exists with model ${found}; asked for was ${model}`,
  );
}
