import type { ProductionVariant } from "@aws-sdk/client-sagemaker";
import type { DeployTrial, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { createChallengerModel } from "./challenger-model.ts";
import { ComparedEndpoint, hasConfig } from "./compared-endpoint.ts";
import { assertTakesChallenger, createConfig, describeConfig, variantOf } from "./endpoint-config.ts";
import { updateEndpoint } from "./update-endpoint.ts";

/**
 * Puts the challengers beside the champion: a model from the package of each, a config with all, then the update. A
 * challenger gets as many instances as the champion has now, because the ramp may give it as much traffic.
 */
export async function deployTrial(effect: DeployTrial): Promise<EffectAnswer> {
  const endpoint = await ComparedEndpoint.compare(effect.endpoint, effect.expected, (found) =>
    hasConfig(found, [effect.config]),
  );
  if (!endpoint) return {};
  const from = await describeConfig(effect.fromConfig);
  assertTakesChallenger(from);
  const champion = variantOf(from, effect.championVariant);
  if (!champion.ModelName) {
    throw new Refused(
      `variant ${effect.championVariant} of ${effect.fromConfig} names no model; inference components cannot be tried`,
    );
  }
  const others = effect.others ?? [];
  const versions = [
    { variant: effect.challengerVariant, model: effect.challengerModel, package: effect.challengerPackage },
    ...others,
  ];
  for (const { model, package: arn } of versions)
    await createChallengerModel({ name: model, package: arn, championModel: champion.ModelName });
  const running = endpoint.described.ProductionVariants?.find(
    ({ VariantName }) => VariantName === effect.championVariant,
  );
  const instances = running?.CurrentInstanceCount ?? champion.InitialInstanceCount;
  const challengers = versions.map(
    ({ variant, model }): ProductionVariant => ({
      ...champion,
      VariantName: variant,
      ModelName: model,
      InitialVariantWeight:
        effect.shadowShare === undefined ? effect.challengerWeight : effect.shadowShare / 100,
      InitialInstanceCount: instances,
    }),
  );
  // A shadow is sent the share of the requests that its weight is of the production variant's, and answers nobody:
  // https://docs.aws.amazon.com/sagemaker/latest/dg/model-shadow-deployment.html
  if (effect.shadowShare === undefined) {
    const champions = { ...champion, InitialVariantWeight: effect.championWeight };
    await createConfig(effect.config, from, { production: [champions, ...challengers] });
  } else {
    const alone = { ...champion, InitialVariantWeight: 1 };
    await createConfig(effect.config, from, { production: [alone], shadows: challengers });
  }
  await updateEndpoint(endpoint, effect.config);
  return {};
}
