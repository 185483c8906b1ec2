import { type PlaceReading, plainPlaces } from "../payloads/payload.ts";
import { parseAnswer, parseCaptured } from "./answer.ts";
import { parseGroundTruth } from "./ground-truth.ts";
import { type Outcome, outcomeOf, type QualitySettings } from "./metrics/outcome.ts";

/** Lines that could not be used, and what was wrong with the first. */
interface Unread {
  readonly lines: number;
  readonly reason: string | null;
}

/** What came of joining the labels of a window with the answers that they are for. */
export interface Joined {
  /** By the source that the labels came from. */
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
  /** Requests that were labelled more than once; the first label counts. */
  readonly repeated: number;
  /** Requests that were labelled and not captured, or not within reach. */
  readonly unmatched: number;
  readonly unreadLabels: Unread;
  readonly unreadAnswers: Unread;
}

export interface Join {
  /** Takes one line of ground truth. @param source where it is from */
  label(line: string, source: string): void;
  /** Takes one line of captured requests. */
  capture(line: string, variant: string): void;
  /** Labelled requests whose answer has not been seen. */
  waiting(): number;
  finish(): Joined;
}

/**
 * Joins labels with captured answers by inference id: all labels first, then captures in any order, so that labels
 * that come late only need captures from further back. Holds the labels of one window and nothing of the captures.
 *
 * @param mostLabels labels that are held at most; further ones are counted as unread, so memory stays bounded
 * @param reading how places that are expressions are found
 */
export function joinLabels(
  settings: QualitySettings,
  mostLabels: number,
  reading: PlaceReading = plainPlaces,
): Join {
  const labels = new Map<
    string,
    { readonly values: readonly (number | string)[]; readonly source: string }
  >();
  const joined = new Set<string>();
  const outcomes = new Map<string, Outcome[]>();
  const unreadLabels = counter();
  const unreadAnswers = counter();
  let repeated = 0;
  let held = 0;
  return {
    label(line, source) {
      const read = parseGroundTruth(line, settings, reading);
      if (!read.ok) return unreadLabels.add(read.reason);
      if (labels.has(read.id)) repeated += 1;
      else if (held + read.labels.length > mostLabels) {
        unreadLabels.add(`the window has more than ${mostLabels} labels; these were not read`);
      } else {
        held += read.labels.length;
        labels.set(read.id, { values: read.labels, source });
      }
    },
    capture(line, variant) {
      const read = parseCaptured(line);
      if (!read.ok) return unreadAnswers.add(read.reason);
      const id = read.ids.find((known) => labels.has(known));
      const label = id === undefined || joined.has(id) ? undefined : labels.get(id);
      if (id === undefined || !label) return;
      const found = together(read.json, label.values, variant, { settings, reading });
      joined.add(id);
      if (typeof found === "string") return unreadAnswers.add(found);
      const of = outcomes.get(label.source) ?? [];
      // One by one: a request may have more rows than a call has arguments.
      for (const outcome of found) of.push(outcome);
      outcomes.set(label.source, of);
    },
    waiting: () => labels.size - joined.size,
    finish: () => ({
      outcomes,
      repeated,
      unmatched: labels.size - joined.size,
      unreadLabels: unreadLabels.total(),
      unreadAnswers: unreadAnswers.total(),
    }),
  };
}

/** The outcomes of one request, all of its rows or none: half a request would be another one. */
function together(
  json: unknown,
  labels: readonly (number | string)[],
  variant: string,
  { settings, reading }: { readonly settings: QualitySettings; readonly reading: PlaceReading },
): readonly Outcome[] | string {
  const answer = parseAnswer(json, settings, { reading, rows: labels.length });
  if (!answer.ok) return answer.reason;
  const rows = Math.max(answer.predictions.length, answer.scores.length);
  if (rows !== labels.length)
    return `a request has ${rows} answers and ${labels.length} labels; expected as many`;
  const found = labels.map((label, row) =>
    outcomeOf({ label, prediction: answer.predictions[row], score: answer.scores[row] }, variant, settings),
  );
  const complete = found.filter((outcome) => outcome !== null);
  return complete.length === found.length
    ? complete
    : `an answer is no ${settings.problem === "regression" ? "number" : "class, or its score no probability"}`;
}

function counter() {
  let lines = 0;
  let first: string | null = null;
  return {
    add(reason: string): void {
      lines += 1;
      first ??= reason;
    },
    total: (): Unread => ({ lines, reason: first }),
  };
}
