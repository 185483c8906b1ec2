import type { EffectAnswer, RestoreConfig } from "@driftwheel/core/vocabulary/effect.ts";
import { isComponent } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { isNotFound } from "../../failure.ts";
import { ComparedEndpoint, hasConfig } from "./compared-endpoint.ts";
import { createSoleConfig, describeConfig } from "./endpoint-config.ts";
import { updateEndpoint } from "./update-endpoint.ts";

/**
 * Goes back to the config before the trial. Configs of live endpoints do get deleted; then the champion's variant is
 * taken from the config that serves now, and becomes the sole one. Answers `{ config }`.
 */
export async function restoreConfig(effect: RestoreConfig): Promise<EffectAnswer> {
  if (isComponent(effect.endpoint))
    return (await import("../components/replace-model.ts")).replaceModel(effect);
  const { config, anew, expected } = effect;
  const endpoint = await ComparedEndpoint.compare(effect.endpoint, expected, (found) =>
    hasConfig(found, anew ? [config, anew.config] : [config]),
  );
  if (!endpoint) return {};
  if (anew === null || (await exists(config))) {
    await updateEndpoint(endpoint, config);
    return { config };
  }
  await createSoleConfig(anew);
  await updateEndpoint(endpoint, anew.config);
  return { config: anew.config };
}

async function exists(config: string): Promise<boolean> {
  try {
    await describeConfig(config);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
