import type { Notebook } from "../decide/notebook.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import { alertText } from "./alert-text.ts";

/** Adds an `alert-raised` for each new entry whose kind the policy names, so each entry alerts once. */
export function raiseAlerts(notes: Notebook, policy: ModelPolicy): void {
  for (const entry of [...notes.entries]) {
    const kinds = (list: readonly string[]) => list.includes(entry.kind);
    const severity = kinds(policy.alerts.page) ? "page" : kinds(policy.alerts.notify) ? "notify" : null;
    if (!severity) continue;
    const { subject, body } = alertText(entry, policy);
    notes.write(
      "alert-raised",
      `The policy names ${entry.kind} under alerts.${severity}.`,
      {
        about: entry.sequence,
        aboutKind: entry.kind,
        key: `${entry.model}/${entry.kind}`,
        severity,
        subject,
        body,
        links: [],
      },
      entry.sequence,
    );
  }
}
