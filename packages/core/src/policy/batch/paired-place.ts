import type { Place } from "../../monitor/payloads/payload.ts";
import type { ModelPolicy } from "../policy.ts";
import { qualitySettings } from "../quality/quality-settings.ts";

/** Where the answers stand that are compared in a trial in transform jobs; null where the policy does not say. */
export function pairedPlace({ rollout, quality }: Pick<ModelPolicy, "rollout" | "quality">): Place | null {
  return rollout.paired?.agreement?.at ?? (quality ? qualitySettings(quality).prediction : null);
}
