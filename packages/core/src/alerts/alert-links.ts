import type { AlertLink, Entry } from "../vocabulary/entry.ts";

const day = 86_400_000;
/** An explanation is looked up long after; whoever has the link may read this entry and nothing else. */
const explainedFor = 30 * day;
const acknowledgedFor = 7 * day;

/** To the explanation of an entry. */
export function explainLink(sequence: number, now: Date): AlertLink {
  return {
    label: `Explain entry ${sequence}`,
    action: "explain",
    sequence,
    package: null,
    expires: after(now, explainedFor),
  };
}

/** To say that someone takes care of the page that the entry of this sequence raised. */
export function acknowledgeLink(alert: number, now: Date): AlertLink {
  return {
    label: "Acknowledge",
    action: "acknowledge",
    sequence: alert,
    package: null,
    expires: after(now, acknowledgedFor),
  };
}

/** To approve and to reject, for as long as the approval is open; none for anything but a person's approval. */
export function approvalLinks(entry: Entry): readonly AlertLink[] {
  if (entry.kind !== "approval-requested" || entry.data.from !== "person" || !entry.data.deadline) return [];
  const { package: arn, version, deadline } = entry.data;
  const link = { sequence: entry.sequence, package: arn, expires: deadline };
  return [
    { label: `Approve version ${version}`, action: "approve", ...link },
    { label: `Reject version ${version}`, action: "reject", ...link },
  ];
}

function after(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
