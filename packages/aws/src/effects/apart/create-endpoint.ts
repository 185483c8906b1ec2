import { CreateEndpointCommand, DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import type { CreateEndpoint, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { isComponent, isTargetModel } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { alreadyExists, isNotFound } from "../../failure.ts";
import { createChallengerModel } from "../endpoint/challenger-model.ts";
import { ComparedEndpoint } from "../endpoint/compared-endpoint.ts";
import { createConfig, describeConfig, variantOf } from "../endpoint/endpoint-config.ts";

/**
 * Gives the challenger an endpoint of its own, like the model's: memory, concurrency and provisioned concurrency of a
 * serverless one are the champion's, because the ramp may give it as many requests.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
 *
 * @throws Refused when there is an endpoint of that name with another config; EndpointDiffers when the model's own one is
 * not what it should be.
 */
export async function createEndpoint(effect: CreateEndpoint): Promise<EffectAnswer> {
  if (isComponent(effect.endpoint))
    return (await import("../components/create-component.ts")).createComponent(effect);
  if (isTargetModel(effect.endpoint))
    return (await import("../target-models/copy-artifact.ts")).copyArtifact(effect);
  const { apart, config } = effect;
  if (await isThere(apart.endpoint, config)) return {};
  await ComparedEndpoint.compare(effect.endpoint, effect.expected, () => false);
  const from = await describeConfig(effect.fromConfig);
  const champion = variantOf(from, effect.championVariant);
  if (!champion.ModelName)
    throw new Refused(`variant ${effect.championVariant} of ${effect.fromConfig} names no model`);
  await createChallengerModel({
    name: effect.challengerModel,
    package: effect.challengerPackage,
    championModel: champion.ModelName,
  });
  const production = [
    {
      ...champion,
      VariantName: effect.challengerVariant,
      ModelName: effect.challengerModel,
      InitialVariantWeight: 1,
    },
  ];
  await createConfig(config, from, { production });
  try {
    await sageMaker().send(
      new CreateEndpointCommand({
        EndpointName: apart.endpoint,
        EndpointConfigName: config,
        Tags: [{ Key: "driftwheel:model", Value: effect.model }],
      }),
    );
  } catch (error) {
    // Another delivery was first.
    if (!alreadyExists(error) || !(await isThere(apart.endpoint, config))) throw error;
  }
  return {};
}

async function isThere(name: string, config: string): Promise<boolean> {
  try {
    const { EndpointConfigName } = await sageMaker().send(
      new DescribeEndpointCommand({ EndpointName: name }),
    );
    if (EndpointConfigName === config) return true;
    throw new Refused(`endpoint ${name} exists with config ${EndpointConfigName}; asked for was ${config}`);
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
