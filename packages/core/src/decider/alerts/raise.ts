import { acknowledgeLink, approvalLinks, explainLink } from "../../alerts/alert-links.ts";
import { alertText, type Background, resolvedText } from "../../alerts/alert-text.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { AlertLink, Entry } from "../../vocabulary/entry.ts";
import { type Severity, severities } from "../../vocabulary/severity.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endedBy, subjectOf } from "./conditions.ts";
import { resourcesToShow } from "./resources.ts";

/**
 * What is told although no policy names it: a policy that names nothing would let a model that is not watched pass for
 * one that is well.
 */
function unasked(entry: Entry): Severity | undefined {
  switch (entry.kind) {
    // Nothing ends a trial that nobody looks at.
    case "monitoring-lost":
      return entry.data.problem.reason === "no-looks" ? "page" : "notify";
    case "fresh-data-lost":
    case "batch-job-failed":
    case "batch-jobs-missed":
    case "budget-threshold-reached":
      return "notify";
    case "retraining-failed":
      return entry.data.registeredNothing ? "notify" : undefined;
    default:
      return undefined;
  }
}

/**
 * Tells of each new entry what the policy wants told: an `alert-raised` for what happened or began, once while it
 * lasts, and an `alert-resolved`, at the severity that it was raised with, for what is over.
 */
export function raiseAlerts(pending: PendingEntries, policy: ModelPolicy): void {
  for (const entry of [...pending.entries]) {
    const resolved = resolveEnded(pending, entry, policy);
    raise(pending, entry, policy, resolved);
  }
}

/** The severities at which the end of something was told. */
function resolveEnded(pending: PendingEntries, entry: Entry, policy: ModelPolicy): ReadonlySet<Severity> {
  const told = new Set<Severity>();
  for (const key of endedBy(entry)) {
    const alert = pending.state.alerts[key];
    if (!alert) continue;
    told.add(alert.severity);
    pending.write(
      "alert-resolved",
      `What alert ${alert.sequence} told of is over. ${entry.because}`,
      {
        about: alert.sequence,
        key,
        severity: alert.severity,
        ...resolvedText(alert, entry),
        links: [explainLink(entry.sequence, pending.now)],
        resources: resourcesToShow(entry, policy),
      },
      entry.sequence,
    );
  }
  return told;
}

function raise(
  pending: PendingEntries,
  entry: Entry,
  policy: ModelPolicy,
  resolved: ReadonlySet<Severity>,
): void {
  // From the loudest: a kind that the policy names twice is told at the louder one.
  const asked = severities.find((name) => policy.alerts[name].some((kind) => kind === entry.kind));
  const severity = asked ?? unasked(entry);
  // The same people were told of the same entry just now, as the end of something.
  if (!severity || resolved.has(severity)) return;
  const { key, lasts } = subjectOf(entry);
  const open = pending.state.alerts[key];
  // Open already, and at least as loud. A page is never kept back because a notification of it is open.
  if (open && severities.indexOf(open.severity) <= severities.indexOf(severity)) return;
  const links = linksOf(entry, lasts && severity === "page" ? pending.state.sequence + 1 : null, pending.now);
  pending.write(
    "alert-raised",
    `${entry.because} The policy names ${entry.kind} under ${
      asked ? `alerts.${asked}` : `none of its alerts, and it is told under ${severity} all the same`
    }.`,
    {
      about: entry.sequence,
      aboutKind: entry.kind,
      key,
      severity,
      ...alertText(entry, policy, backgroundOf(pending, entry)),
      links,
      resources: resourcesToShow(entry, policy),
    },
    entry.sequence,
  );
}

/** @param page the sequence of a page's own entry, when it can be acknowledged. */
function linksOf(entry: Entry, page: number | null, now: Date): readonly AlertLink[] {
  return [
    ...approvalLinks(entry),
    ...(page === null ? [] : [acknowledgeLink(page, now)]),
    explainLink(entry.sequence, now),
  ];
}

/** The gate's verdict stands in the decision that asks for the approval; the drift in the model's state. */
function backgroundOf(pending: PendingEntries, entry: Entry): Background {
  if (entry.kind !== "approval-requested") return { checks: [], drift: null };
  const accepted = pending.entries.find((other) => other.kind === "candidate-accepted");
  return {
    checks: accepted?.data.checks ?? [],
    drift: pending.state.drift.confirmed,
  };
}
