import { type AlertText, longestSubject, sections } from "../alerts/alert-text.ts";
import type { SendAlert } from "../vocabulary/effect.ts";
import type { Severity } from "../vocabulary/severity.ts";
import { listed } from "../words/listed.ts";
import { clip } from "../words/wrap.ts";
import type { IdleEntry } from "./entry.ts";
import type { IdleKind } from "./resource.ts";
import type { IdleState } from "./state.ts";

/** As many as a message names; the command lists all. */
const most = 40;

/** One alert for all that people were not told of: each finding and each act once. Null when there is nothing. */
export function idleAlert({ untold, open }: IdleState, severity: Severity): SendAlert | null {
  const last = untold.at(-1);
  if (!last) return null;
  const { subject, body } = textOf(untold, open);
  const key = `${last.model}/idle/${last.sequence}`;
  return {
    kind: "send-alert",
    // The same for the same entries, so that what is told twice is known for one.
    token: key,
    model: last.model,
    sequence: last.sequence,
    severity,
    event: "raised",
    at: last.at,
    because: subject,
    ...{ key, subject, body, links: [] },
    attributes: { model: last.model, severity, kind: last.kind, entry: `${last.model}/${last.sequence}` },
  };
}

function textOf(untold: readonly IdleEntry[], open: IdleState["open"]): AlertText {
  const foundNow = untold.filter((entry) => entry.kind === "idle-found");
  const stopped = untold.filter((entry) => entry.kind === "idle-stopped");
  const spared = untold.filter((entry) => entry.kind === "idle-spared");
  const failed = untold.filter((entry) => entry.kind === "idle-stop-failed");
  const restored = untold.filter((entry) => entry.kind === "idle-restored");
  const notRestored = untold.filter((entry) => entry.kind === "idle-undo-failed");
  const counts = [
    [foundNow, "found idle"],
    [stopped, "stopped"],
    [failed, "not stopped, as AWS refused"],
    [spared, "spared"],
    [restored, "restored"],
    [notRestored, "not restored"],
  ] as const;
  const said = counts.flatMap(([entries, what]) => (entries.length > 0 ? [`${entries.length} ${what}`] : []));
  const monthly = foundNow.map(({ data }) => data.monthly);
  const lines = (entries: readonly IdleEntry[], line: (entry: IdleEntry) => string) => [
    ...entries.slice(0, most).map(line),
    ...(entries.length > most ? [`and ${entries.length - most} more`] : []),
  ];
  const plain = (entry: IdleEntry) => `${resourceOf(entry)}: ${entry.because}`;
  const undo = stopped.filter(({ data }) => data.undo !== null).map(({ data }) => data.resource);
  return {
    subject: clip(`account: ${said.join(", ")}${moneyOf(monthly)}`, longestSubject),
    body: sections([
      [
        "Found idle",
        lines(foundNow, (entry) => {
          if (entry.kind !== "idle-found") return plain(entry);
          const { resource, monthly: money, notActed } = entry.data;
          const next = notActed === null ? nextOf(entry.data.kind) : `Not stopped: ${notActed}.`;
          return `${resource} (${moneyInWords(money)}): ${entry.because} ${next}`;
        }),
      ],
      ["Stopped", lines(stopped, plain)],
      ["Not stopped, as AWS refused", lines(failed, plain)],
      ["In use after all, and left alone", lines(spared, plain)],
      ["Restored", lines(restored, plain)],
      ["Not restored", lines(notRestored, plain)],
      [
        "What to do",
        [
          `See all ${Object.keys(open).length}: driftwheel idle`,
          ...(undo.length > 0 ? [`Take one back: driftwheel idle undo ${listed(undo, 1)}`] : []),
        ],
      ],
    ]),
  };
}

/** What the next run does, unless somebody objects. */
export function nextOf(kind: IdleKind): string {
  return kind === "model" || kind === "endpoint-config"
    ? "Deleted at the next run, and AWS cannot bring it back: object by the tag that keeps it."
    : "Stopped at the next run.";
}

function resourceOf(entry: IdleEntry): string {
  return "resource" in entry.data ? entry.data.resource : entry.model;
}

function moneyOf(monthly: readonly (number | null)[]): string {
  const known = monthly.filter((money) => money !== null);
  const sum = known.reduce((total, money) => total + money, 0);
  return sum > 0 ? `, ${moneyInWords(sum)}` : "";
}

/** `$74.46 a month`. */
export function moneyInWords(monthly: number | null): string {
  return monthly === null ? "price unknown" : `$${monthly.toFixed(2)} a month`;
}
