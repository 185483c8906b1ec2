import {
  type AlertMessage,
  type MessageLink,
  messageOfEntry,
} from "@driftwheel/core/alerts/alert-message.ts";
import { pagerDutyEvent } from "@driftwheel/core/alerts/formats/pagerduty.ts";
import { slackMessage } from "@driftwheel/core/alerts/formats/slack.ts";
import type { Subscription } from "@driftwheel/core/policy/subscriptions.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { isAlert } from "@driftwheel/core/webhooks/matching.ts";
import { messageId, payloadOf } from "@driftwheel/core/webhooks/message.ts";
import type { Outgoing } from "./send.ts";
import { signedHeaders, UnusableSecret } from "./sign.ts";

interface Composed {
  readonly entry: Entry;
  readonly format: Subscription["format"];
  /** The live secrets of the subscription, newest first. */
  readonly secrets: readonly string[];
  /** An alert's links, signed, and the pages of what it is about. */
  readonly links: readonly MessageLink[];
  /** When the attempt is made. */
  readonly at: Date;
}

/**
 * The request that tells a subscription of an entry.
 *
 * @throws UnusableSecret when there is no secret, or one that nothing can be signed with
 */
export function compose({ entry, format, secrets, links, at }: Composed): Omit<Outgoing, "url"> {
  const id = messageId(entry);
  switch (format) {
    case "standard": {
      const body = JSON.stringify(payloadOf(entry));
      return { headers: { ...common, ...signedHeaders(secrets, id, at, body) }, body };
    }
    case "pagerduty": {
      const [routingKey] = secrets;
      if (routingKey === undefined) throw new UnusableSecret("there is no routing key");
      return { headers: common, body: JSON.stringify(pagerDutyEvent(alert(entry, links), routingKey)) };
    }
    case "slack":
      return { headers: common, body: JSON.stringify(slackMessage(alert(entry, links))) };
  }
}

const common = { "content-type": "application/json", "user-agent": "Driftwheel-Webhooks/1" };

function alert(entry: Entry, links: readonly MessageLink[]): AlertMessage {
  if (!isAlert(entry)) throw new Error(`${entry.kind} is no alert; only alerts have this format.`);
  return messageOfEntry(entry, links);
}
