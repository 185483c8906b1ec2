import type { EffectAnswer, RestoreConfig } from "@driftwheel/core/vocabulary/effect.ts";
import { assertInService, describeEndpoint, hasConfig, updateEndpoint } from "./endpoint-update.ts";

/** Goes back to a config that exists. */
export async function restoreConfig({ endpoint, config }: RestoreConfig): Promise<EffectAnswer> {
  const found = await describeEndpoint(endpoint);
  if (hasConfig(found, config)) return {};
  assertInService(found);
  await updateEndpoint(endpoint, config);
  return {};
}
