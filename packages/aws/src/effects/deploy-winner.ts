import type { DeployWinner, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { createConfig, describeConfig, variantOf } from "./endpoint-config.ts";
import { assertInService, describeEndpoint, hasConfig, updateEndpoint } from "./endpoint-update.ts";

/** Makes one variant the sole one. It keeps its name, so its instances stay. */
export async function deployWinner(effect: DeployWinner): Promise<EffectAnswer> {
  const found = await describeEndpoint(effect.endpoint);
  if (hasConfig(found, effect.config)) return {};
  assertInService(found);
  const from = await describeConfig(effect.fromConfig);
  await createConfig(effect.config, from, [{ ...variantOf(from, effect.variant), InitialVariantWeight: 1 }]);
  await updateEndpoint(effect.endpoint, effect.config);
  return {};
}
