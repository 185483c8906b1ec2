import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Message } from "@driftwheel/local/sns/message.ts";

/** What a person is asked by the alert that this entry confirms, with the page to answer on; null when nothing is. */
export function questionFor(entry: Entry, alerts: readonly Message[]): string | null {
  if (entry.kind !== "effect-done" || entry.data.effect !== "send-alert") return null;
  const alert = alerts.find(({ id }) => id === entry.data.answer.message);
  if (alert?.attributes.kind?.value !== "approval-requested") return null;
  const page = /^Approve version \d+:\n(https?:\/\/\S+)$/m.exec(alert.body)?.[1];
  return page === undefined ? null : `${alert.subject ?? "A person is asked"}: open ${page}`;
}
