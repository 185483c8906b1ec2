import type { Unread, WindowProblem } from "../../vocabulary/monitored-window.ts";

/** What was found of a window that could not be judged. */
export interface UnjudgedWindow {
  readonly rows: number;
  /** Captured requests that the rows are of: one may hold many. */
  readonly records: number;
  readonly minRows: number;
  readonly unread: Unread;
  /** Where columns do not fit, in whole sentences; null when they do. */
  readonly mismatch: string | null;
  /** How often the endpoint was asked; null when that is not known. */
  readonly requests: number | null;
  /** Where captures were looked for. */
  readonly place: string;
}

/** Why a window could not be judged. */
export function whyNotJudged(window: UnjudgedWindow): WindowProblem {
  const { rows, records, minRows, unread, mismatch, requests, place } = window;
  if (rows === 0 && unread.lines === 0) return requests === 0 ? idle : noFiles(requests, place);
  if (isMostlyUnread(window)) {
    const reason = mismatch !== null ? "column-mismatch" : rows === 0 ? "all-unread" : "mostly-unread";
    const counts =
      rows === 0
        ? `None of ${unread.lines} captured requests could be read`
        : `Only ${rows} rows of ${requestsInWords(records)} could be read, and ${requestsInWords(unread.lines)} could not`;
    return {
      reason,
      words: inOne(`${counts}: ${reasonsInWords(unread)}.`, exampleInWords(unread), mismatch),
    };
  }
  if (rows < minRows) {
    const later = rows > 0 ? " They are judged with the next window's." : "";
    const words = `${rows} rows in the window; at least ${minRows} are needed.${later}`;
    return { reason: "too-few-rows", words: inOne(words, mismatch) };
  }
  return {
    reason: "column-mismatch",
    words: mismatch ?? "None of the baseline's features can be compared with the window.",
  };
}

/** Why a window was not judged in full; null when it was. */
export function whyInPart({
  rows,
  records,
  unread,
  mismatch,
}: Pick<UnjudgedWindow, "rows" | "records" | "unread" | "mismatch">): WindowProblem | null {
  if (mismatch !== null) return { reason: "column-mismatch", words: mismatch };
  if (!isMostlyUnread({ records, unread })) return null;
  const words = `${rows} rows of ${requestsInWords(records)} were judged, and ${requestsInWords(unread.lines)} could not be read: ${reasonsInWords(unread)}.`;
  return { reason: "mostly-unread", words: inOne(words, exampleInWords(unread)) };
}

/** Requests are compared with requests: a batch that is read has many rows, and one that is not is a line. */
function isMostlyUnread({ records, unread }: Pick<UnjudgedWindow, "records" | "unread">): boolean {
  return unread.lines > 0 && unread.lines >= records;
}

function requestsInWords(count: number): string {
  return `${count} captured request${count === 1 ? "" : "s"}`;
}

const idle: WindowProblem = {
  reason: "no-requests",
  words: "Nobody asked the endpoint, so there was nothing to judge.",
};

function noFiles(requests: number | null, place: string): WindowProblem {
  const asked = requests === null ? "" : `, though the endpoint was asked ${requests} times`;
  return { reason: "no-files", words: `${place} holds no captured requests of the window${asked}.` };
}

/** Each reason with how often it was met. */
function reasonsInWords({ lines, reasons }: Unread): string {
  const rest = lines - reasons.reduce((sum, { lines: known }) => sum + known, 0);
  return [
    ...reasons.map(({ reason, lines: times }) => `${reason} (${times})`),
    ...(rest > 0 ? [`other reasons (${rest})`] : []),
  ].join("; ");
}

function exampleInWords({ example }: Unread): string | null {
  return example === null ? null : `What was seen looks like ${example}.`;
}

function inOne(...sentences: readonly (string | null)[]): string {
  return sentences.filter((sentence) => sentence !== null).join(" ");
}
