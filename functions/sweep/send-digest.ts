import type { Logger } from "@aws-lambda-powertools/logger";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { clock } from "../shell/clock.ts";
import type { Settings } from "../shell/settings/settings.ts";

/**
 * Sends the digest of the alerts that were kept back, when its time has come.
 *
 * @throws TransientError or Refused when they could not be sent; the next sweep sends the same digest.
 */
export async function sendDueDigest(
  settings: Settings,
  { telling: notifications }: Fleet,
  logger: Logger,
): Promise<void> {
  const { awsNotifier } = await import("@driftwheel/aws/alerts/notifier.ts");
  const { sendDigest } = await import("@driftwheel/core/alerts/notifier.ts");
  const warn = (message: string) => logger.warn(message);
  const digest = await sendDigest(awsNotifier({ ...settings, notifications, clock, warn }));
  if (digest !== null) logger.info("sent a digest of alerts", { digest });
}
