import type { AlertLink, EntryOf, Severity } from "../ledger/entry.ts";

/** A link of an alert; without a URL where nothing can sign it. */
export interface ToldLink extends AlertLink {
  readonly url: string | null;
}

/** An alert as it leaves: what every format is made from. */
export interface AlertMessage {
  readonly model: string;
  readonly event: "raised" | "resolved" | "escalated" | "acknowledged";
  /** The same for all that is told of one condition. */
  readonly key: string;
  readonly severity: Severity;
  /** At most 99 characters, one line. */
  readonly subject: string;
  readonly body: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly because: string;
  /** Sequence of the alert's own entry. */
  readonly entry: number;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

const events = {
  "alert-raised": "raised",
  "alert-resolved": "resolved",
  "alert-escalated": "escalated",
} as const;

/** The message of an entry that tells people something. */
export function messageOfEntry(
  entry: EntryOf<"alert-raised"> | EntryOf<"alert-resolved"> | EntryOf<"alert-escalated">,
  links: readonly ToldLink[],
): AlertMessage {
  const { model, at, because, sequence, data } = entry;
  const { key, severity, subject, body } = data;
  return {
    ...{ model, event: events[entry.kind], key, severity, subject, body, at, because, entry: sequence },
    links: links.flatMap(({ label, url }) => (url === null ? [] : [{ label, url }])),
  };
}
