import * as z from "zod/mini";
import { common, readEnvironment, required, type Variables } from "./read-environment.ts";

const environment = z.object({
  ...common,
  DRIFTWHEEL_TOPIC_NOTIFY: required("ARN of the SNS topic for what people should know"),
  DRIFTWHEEL_DELIVERY_FUNCTION: required("the durable function of deliveries, with its version or alias"),
  /** Where links in alerts lead to, and what they are signed with; without either, alerts carry none. */
  DRIFTWHEEL_API_URL: z.optional(z.string()),
  DRIFTWHEEL_LINK_SECRET: z.optional(z.string()),
  /** Where the HTTP API answers callers, which a distribution before the links does not. */
  DRIFTWHEEL_ENTRIES_URL: z.optional(z.string()),
  /** For a laptop and for tests: receivers on this machine. No fleet can set it. */
  DRIFTWHEEL_WEBHOOKS_ALLOW: z.optional(z.literal("loopback", 'may only be "loopback"')),
});

/** What the functions of outbound webhooks are told by their environment. */
export interface WebhookSettings {
  readonly table: string;
  readonly notifyTopic: string;
  readonly deliveryFunction: string;
  readonly fleet: string | null;
  readonly links: { readonly url: string; readonly secret: string } | null;
  /** Where entries are read, without a slash at its end; null where nobody knows. */
  readonly entriesUrl: string | null;
  readonly reachable: "public" | "loopback";
}

/** @throws Error naming every variable that is missing or wrong. */
export function readWebhookSettings(variables: Variables): WebhookSettings {
  const data = readEnvironment(environment, variables);
  return {
    table: data.DRIFTWHEEL_LEDGER_TABLE,
    notifyTopic: data.DRIFTWHEEL_TOPIC_NOTIFY,
    deliveryFunction: data.DRIFTWHEEL_DELIVERY_FUNCTION,
    fleet: data.DRIFTWHEEL_FLEET ?? null,
    links:
      data.DRIFTWHEEL_API_URL && data.DRIFTWHEEL_LINK_SECRET
        ? { url: data.DRIFTWHEEL_API_URL, secret: data.DRIFTWHEEL_LINK_SECRET }
        : null,
    entriesUrl: data.DRIFTWHEEL_ENTRIES_URL?.replace(/\/+$/, "") || null,
    reachable: data.DRIFTWHEEL_WEBHOOKS_ALLOW ?? "public",
  };
}
