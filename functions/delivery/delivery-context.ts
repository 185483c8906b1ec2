import type { ShownLink } from "@driftwheel/core/alerts/alert-text.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Secrets } from "@driftwheel/core/vocabulary/ports.ts";
import { isAlert } from "@driftwheel/core/webhooks/matching.ts";
import { clock } from "../shell/clock.ts";
import { once } from "../shell/once.ts";
import type { WebhookSettings } from "../shell/settings/webhook-settings.ts";
import type { DeliveryContext } from "./delivery-activities.ts";

/** Secrets are remembered by the process for minutes, so they outlive an invocation. */
const secretsOfProcess = once(async () => {
  const { ssmSecrets } = await import("@driftwheel/aws/alerts/secrets.ts");
  return ssmSecrets({ clock });
});

/**
 * What a delivery needs of the world, each part loaded by the step that needs it.
 *
 * @param warn is told why an alert has no links
 */
export function deliveryContext(
  settings: WebhookSettings,
  warn: (message: string) => void,
): Pick<DeliveryContext, "now" | "attempt" | "notifyDisabled"> {
  return {
    now: () => clock.now(),
    async attempt(entry, subscription) {
      const { attempt } = await import("@driftwheel/webhooks/outbound/attempt.ts");
      const secrets = await secretsOfProcess();
      return await attempt(entry, subscription, {
        clock,
        secrets,
        links: (alert) => signedLinks(alert, settings.links, secrets, warn),
        sending: { reachable: settings.reachable },
      });
    },
    async notifyDisabled(subscription, why) {
      const { notifyDisabled } = await import("@driftwheel/aws/webhooks/notify-disabled.ts");
      await notifyDisabled({ subscription, why, topic: settings.notifyTopic });
    },
  };
}

async function signedLinks(
  entry: Entry,
  settings: WebhookSettings["links"],
  secrets: Secrets,
  warn: (message: string) => void,
): Promise<readonly ShownLink[]> {
  if (!isAlert(entry) || entry.data.links.length === 0) return [];
  const { linkSigner } = await import("@driftwheel/aws/alerts/sign-links.ts");
  const sign = linkSigner({
    apiUrl: settings?.url ?? null,
    linkSecret: settings?.secret ?? null,
    secrets,
    warn,
  });
  return await sign(entry.data.links, entry.model);
}
