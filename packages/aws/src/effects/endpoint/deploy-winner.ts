import type { DeployWinner, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { isComponent } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { ComparedEndpoint, hasConfig } from "./compared-endpoint.ts";
import { createSoleConfig } from "./endpoint-config.ts";
import { updateEndpoint } from "./update-endpoint.ts";

/** Makes one variant the sole one. It keeps its name, so its instances stay. */
export async function deployWinner(effect: DeployWinner): Promise<EffectAnswer> {
  if (isComponent(effect.endpoint))
    return (await import("../components/replace-model.ts")).replaceModel(effect);
  const endpoint = await ComparedEndpoint.compare(effect.endpoint, effect.expected, (found) =>
    hasConfig(found, [effect.config]),
  );
  if (!endpoint) return {};
  await createSoleConfig(effect);
  await updateEndpoint(endpoint, effect.config);
  return {};
}
