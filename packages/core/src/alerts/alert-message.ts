import { eventOf } from "../vocabulary/alert-event.ts";
import type { SendAlert } from "../vocabulary/effect.ts";
import type { EntryOf } from "../vocabulary/entry.ts";
import type { Severity } from "../vocabulary/severity.ts";

/** An alert as it leaves: what every format is made from. */
export interface AlertMessage {
  readonly model: string;
  readonly event: SendAlert["event"] | "acknowledged";
  /** The same for all that is told of one condition. */
  readonly key: string;
  readonly severity: Severity;
  /** At most 99 characters, one line. */
  readonly subject: string;
  /** Plain text in lines of at most 80 characters, except URLs; its links are not in it. */
  readonly body: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly because: string;
  /** Sequence of the alert's own entry; 0 for a digest, which has none. */
  readonly entry: number;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

/** A link or a page as a message has it; without a URL where nothing is set up to answer it. */
export interface MessageLink {
  readonly label: string;
  readonly url: string | null;
}

/** The message of an alert's effect or entry, with those of its links that have a URL. */
export function alertMessage(told: Omit<AlertMessage, "links">, links: readonly MessageLink[]): AlertMessage {
  const { model, event, key, severity, subject, body, at, because, entry } = told;
  return {
    ...{ model, event, key, severity, subject, body, at, because, entry },
    links: links.flatMap(({ label, url }) => (url === null ? [] : [{ label, url }])),
  };
}

/** The message of an entry that tells people something. */
export function messageOfEntry(
  entry: EntryOf<"alert-raised"> | EntryOf<"alert-resolved"> | EntryOf<"alert-escalated">,
  links: readonly MessageLink[],
): AlertMessage {
  const { model, at, because, sequence } = entry;
  return alertMessage(
    { ...entry.data, model, at, because, entry: sequence, event: eventOf(entry.kind) },
    links,
  );
}
