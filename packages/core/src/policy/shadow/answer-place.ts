import type { Place } from "../../monitor/payloads/payload.ts";
import type { QualityPolicy } from "../quality/quality.ts";
import { qualitySettings } from "../quality/quality-settings.ts";
import type { ShadowPolicy } from "./shadow.ts";

/** Where the answers that are compared stand; null where the policy does not say. */
export function answerPlace(shadow: ShadowPolicy, quality: QualityPolicy | undefined): Place | null {
  if (shadow.agreement.at !== undefined) return shadow.agreement.at;
  return quality ? qualitySettings(quality).prediction : null;
}
