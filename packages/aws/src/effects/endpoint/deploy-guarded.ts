import type { DeployGuarded, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { createChallengerModel } from "./challenger-model.ts";
import { ComparedEndpoint, hasConfig } from "./compared-endpoint.ts";
import { deploymentConfig } from "./deployment-config.ts";
import { assertTakesChallenger, createConfig, describeConfig, variantOf } from "./endpoint-config.ts";
import { updateEndpoint } from "./update-endpoint.ts";

/**
 * Has SageMaker replace the model of the endpoint's only variant: a model from the package, a config that differs in nothing
 * else, and an update by its guardrails, for which the variant's name must stay.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html
 */
export async function deployGuarded(effect: DeployGuarded): Promise<EffectAnswer> {
  const endpoint = await ComparedEndpoint.compare(effect.endpoint, effect.expected, (found) =>
    hasConfig(found, [effect.config]),
  );
  if (!endpoint) return {};
  const from = await describeConfig(effect.fromConfig);
  assertTakesChallenger(from, { variants: 1 });
  const champion = variantOf(from, effect.variant);
  if (!champion.ModelName) {
    throw new Refused(
      `variant ${effect.variant} of ${effect.fromConfig} names no model; inference components cannot be replaced by guardrails`,
    );
  }
  await createChallengerModel({
    name: effect.challengerModel,
    package: effect.challengerPackage,
    championModel: champion.ModelName,
  });
  await createConfig(effect.config, from, {
    production: [{ ...champion, ModelName: effect.challengerModel, InitialVariantWeight: 1 }],
  });
  await updateEndpoint(endpoint, effect.config, deploymentConfig(effect.deployment));
  return {};
}
