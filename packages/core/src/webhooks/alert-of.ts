import type { AlertMessage } from "../alerts/alert-message.ts";
import type { AlertEntry } from "./matching.ts";

const events = {
  "alert-raised": "raised",
  "alert-escalated": "escalated",
  "alert-resolved": "resolved",
} as const;

/** An alert's entry as the formats of other tools take it. */
export function alertOf(entry: AlertEntry, links: AlertMessage["links"]): AlertMessage {
  const { key, severity, subject, body } = entry.data;
  return {
    model: entry.model,
    entry: entry.sequence,
    at: entry.at,
    because: entry.because,
    event: events[entry.kind],
    key,
    severity,
    subject,
    body,
    links,
  };
}
