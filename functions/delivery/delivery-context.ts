import type { MessageLink } from "@driftwheel/core/alerts/alert-message.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { mlflowDeliveries } from "@driftwheel/core/policy/rules/experiments.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Secrets } from "@driftwheel/core/vocabulary/ports.ts";
import { isAlert } from "@driftwheel/core/webhooks/matching.ts";
import { clock } from "../shell/clock.ts";
import { once } from "../shell/once.ts";
import { consolePlace } from "../shell/settings/console-place.ts";
import type { WebhookSettings } from "../shell/settings/webhook-settings.ts";
import type { DeliveryContext, Recipient } from "./delivery-activities.ts";

/** Secrets are remembered by the process for minutes, so they outlive an invocation. */
const secretsOfProcess = once(async () => {
  const { ssmSecrets } = await import("@driftwheel/aws/alerts/secrets.ts");
  return ssmSecrets({ clock });
});

interface Delivering {
  /** Of the subscription. */
  readonly name: string;
  readonly fleet: Fleet;
  readonly settings: WebhookSettings;
  /** Is told why an alert has no links. */
  readonly warn: (message: string) => void;
}

/** What a delivery needs of the world, each part loaded by the step that needs it. */
export function deliveryContext(
  delivering: Delivering,
): Pick<DeliveryContext, "now" | "recipient" | "notifyDisabled"> {
  return {
    now: () => clock.now(),
    recipient: recipientOf(delivering),
    async notifyDisabled(subscription, why) {
      const { notifyDisabled } = await import("@driftwheel/aws/webhooks/notify-disabled.ts");
      await notifyDisabled({ subscription, why, topic: delivering.settings.notifyTopic });
    },
  };
}

function recipientOf(delivering: Delivering): Recipient | undefined {
  const { name, fleet, settings, warn } = delivering;
  const { experiments, webhooks = {} } = fleet;
  if (experiments && name === mlflowDeliveries) {
    return {
      format: "standard",
      async attempt(entry) {
        const { trackingAttempt } = await import("./tracking-attempt.ts");
        return await trackingAttempt(entry, fleet, { settings, secrets: await secretsOfProcess() });
      },
    };
  }
  const subscription = Object.hasOwn(webhooks, name) ? webhooks[name] : undefined;
  return (
    subscription && {
      format: subscription.format,
      async attempt(entry) {
        const { attempt } = await import("@driftwheel/webhooks/outbound/attempt.ts");
        const secrets = await secretsOfProcess();
        return await attempt(entry, subscription, {
          clock,
          secrets,
          links: async (alert) => [
            ...(await signedLinks(alert, settings.links, secrets, warn)),
            ...(await pagesOf(alert, delivering)),
          ],
          sending: { reachable: settings.reachable },
        });
      },
    }
  );
}

async function signedLinks(
  entry: Entry,
  settings: WebhookSettings["links"],
  secrets: Secrets,
  warn: (message: string) => void,
): Promise<readonly MessageLink[]> {
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

async function pagesOf(entry: Entry, { fleet, settings, warn }: Delivering): Promise<readonly MessageLink[]> {
  const place = consolePlace(process.env, fleet);
  const tracked = fleet.experiments !== undefined;
  if (!isAlert(entry) || (place === null && !tracked)) return [];
  const { alertPages } = await import("@driftwheel/aws/alerts/alert-pages.ts");
  const { about, resources = {} } = entry.data;
  const pages = alertPages({ place, table: settings.table, tracked, warn });
  return await pages({ model: entry.model, about, resources });
}
