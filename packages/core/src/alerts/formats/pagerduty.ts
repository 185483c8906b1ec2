import type { AlertMessage } from "../alert-message.ts";

const severities = { page: "critical", notify: "warning", info: "info" } as const;

/** An event of PagerDuty's Events API v2: https://developer.pagerduty.com/docs/send-alert-event */
export function pagerDutyEvent(message: AlertMessage, routingKey: string) {
  return {
    routing_key: routingKey,
    event_action: message.event === "resolved" ? "resolve" : "trigger",
    dedup_key: message.key.slice(0, 255),
    payload: {
      summary: message.subject,
      source: message.model,
      severity: severities[message.severity],
      timestamp: message.at,
      custom_details: { body: message.body },
    },
    links: message.links.map(({ label, url }) => ({ href: url, text: label })),
  };
}
