import type { Logger } from "@aws-lambda-powertools/logger";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { clock } from "../shell/clock.ts";
import type { Settings } from "../shell/settings.ts";

/**
 * Sends the alerts that were kept back, when their time has come.
 *
 * @throws TransientError or Refused when they could not be sent; the next sweep sends the same digest.
 */
export async function sendKeptAlerts(settings: Settings, { telling }: Fleet, logger: Logger): Promise<void> {
  const { awsOffice } = await import("@driftwheel/aws/alerts/alert-office.ts");
  const { sendDigest } = await import("@driftwheel/core/alerts/tell-alert.ts");
  const digest = await sendDigest(awsOffice({ ...settings, telling, clock }));
  if (digest !== null) logger.info("sent a digest of alerts", { digest });
}
