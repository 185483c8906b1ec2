import { clip } from "../../words/wrap.ts";
import type { AlertMessage } from "../alert-message.ts";

/** An event of PagerDuty's Events API v2. */
export interface PagerDutyEvent {
  readonly routing_key: string;
  readonly event_action: "trigger" | "acknowledge" | "resolve";
  readonly dedup_key: string;
  readonly client: "Driftwheel";
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly severity: "critical" | "error" | "warning" | "info";
    readonly timestamp: string;
    readonly component: string;
    readonly group: string;
    readonly class: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

const longestSummary = 1_024;
const longestDedupKey = 255;
/** An event holds 512 KB; the text is of no use beyond this. */
const longestText = 10_000;

const severities = { page: "critical", notify: "warning", info: "info" } as const;

/**
 * The event of an alert. Its deduplication key is the alert's, so that one condition is one incident, which its end
 * resolves; an escalation is a further trigger of it. What happens once is an incident that nothing resolves.
 * Source: https://developer.pagerduty.com/docs/send-alert-event
 *
 * @param routingKey the integration key of a service or a ruleset.
 */
export function pagerDutyEvent(message: AlertMessage, routingKey: string): PagerDutyEvent {
  const { model, event, key, severity, subject, body, at, because, entry, links } = message;
  return {
    routing_key: routingKey,
    event_action: actionOf(event),
    dedup_key: clip(key, longestDedupKey),
    client: "Driftwheel",
    payload: {
      summary: clip(subject, longestSummary),
      source: model,
      severity: severities[severity],
      timestamp: at,
      component: model,
      group: "driftwheel",
      class: conditionOf(key, model),
      custom_details: { because, entry: String(entry), text: clip(body, longestText) },
    },
    links: links.map(({ label, url }) => ({ href: url, text: label })),
  };
}

function actionOf(event: AlertMessage["event"]): PagerDutyEvent["event_action"] {
  switch (event) {
    case "raised":
    case "escalated":
      return "trigger";
    case "acknowledged":
      return "acknowledge";
    case "resolved":
      return "resolve";
  }
}

/** `vines/approval/3` -> `approval`. */
function conditionOf(key: string, model: string): string {
  const rest = key.startsWith(`${model}/`) ? key.slice(model.length + 1) : key;
  return rest.split("/")[0] ?? rest;
}
