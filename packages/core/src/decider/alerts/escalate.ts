import { acknowledgeLink, explainLink } from "../../alerts/alert-links.ts";
import { escalatedText } from "../../alerts/alert-text.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { inWords } from "../../words/duration.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endedBy } from "./conditions.ts";

/** Tells once more of every page that is not over and that nobody acknowledged within the policy's time. */
export function escalateAlerts(
  pending: PendingEntries,
  { endpoint, alerts: { escalateAfter } }: ModelPolicy,
): void {
  if (escalateAfter === undefined) return;
  const { state, now } = pending;
  // What this very sweep found to be over is about to be told as such.
  const over = new Set(pending.entries.flatMap(endedBy));
  for (const [key, alert] of Object.entries(state.alerts)) {
    const waits = alert.severity === "page" && alert.acknowledgedBy === null && !alert.escalated;
    if (!waits || over.has(key) || now.getTime() - Date.parse(alert.at) < escalateAfter) continue;
    const because = `Nobody acknowledged this page within ${inWords(escalateAfter)} of ${alert.at}.`;
    pending.write(
      "alert-escalated",
      because,
      {
        about: alert.sequence,
        key,
        severity: alert.severity,
        ...escalatedText(state.model, alert, because),
        links: [acknowledgeLink(alert.sequence, now), explainLink(alert.about, now)],
        resources: endpoint === undefined ? {} : { endpoint },
      },
      alert.sequence,
    );
  }
}
