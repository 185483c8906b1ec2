import type { ProductionVariant } from "@aws-sdk/client-sagemaker";
import type { DeployTrial, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { createChallengerModel } from "./challenger-model.ts";
import { createConfig, describeConfig, variantOf } from "./endpoint-config.ts";
import { assertInService, describeEndpoint, hasConfig, updateEndpoint } from "./endpoint-update.ts";

/**
 * Puts the challenger beside the champion: a model from its package, a config with both, then the update. The
 * challenger gets as many instances as the champion has now, because the ramp may give it as much traffic.
 */
export async function deployTrial(effect: DeployTrial): Promise<EffectAnswer> {
  const found = await describeEndpoint(effect.endpoint);
  if (hasConfig(found, effect.config)) return {};
  assertInService(found);
  const from = await describeConfig(effect.fromConfig);
  const champion = variantOf(from, effect.championVariant);
  if (!champion.ModelName) {
    throw new Refused(
      `variant ${effect.championVariant} of ${effect.fromConfig} names no model; inference components cannot be tried`,
    );
  }
  await createChallengerModel({
    name: effect.challengerModel,
    package: effect.challengerPackage,
    championModel: champion.ModelName,
  });
  const running = found.ProductionVariants?.find(({ VariantName }) => VariantName === effect.championVariant);
  const instances = running?.CurrentInstanceCount ?? champion.InitialInstanceCount;
  const challenger: ProductionVariant = {
    ...champion,
    VariantName: effect.challengerVariant,
    ModelName: effect.challengerModel,
    InitialVariantWeight: effect.challengerWeight,
    ...(champion.ServerlessConfig ? {} : { InitialInstanceCount: instances }),
  };
  await createConfig(effect.config, from, [
    { ...champion, InitialVariantWeight: effect.championWeight },
    challenger,
  ]);
  await updateEndpoint(effect.endpoint, effect.config);
  return {};
}
