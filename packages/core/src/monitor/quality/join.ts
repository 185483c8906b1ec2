import { type Place, type PlaceReading, plainPlaces } from "../payloads/payload.ts";
import { parseAnswer, parseCaptured, parseUnits } from "./answer.ts";
import { parseGroundTruth } from "./ground-truth.ts";
import { type Outcome, outcomeOf, type QualitySettings } from "./metrics/outcome.ts";
import type { JudgedRequest } from "./outcome-groups.ts";

/** Lines that could not be used, and what was wrong with the first. */
interface Unread {
  readonly lines: number;
  readonly reason: string | null;
}

/** What came of joining the labels of a window with the answers that they are for. */
export interface Joined {
  /** By the source that the labels came from, then by the request's id. */
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<string, readonly Outcome[]>>;
  /** When each request came that has outcomes, and whose it is, by its id. */
  readonly asked: ReadonlyMap<string, Omit<JudgedRequest, "outcomes">>;
  /** Ids of labelled requests whose answer has not been seen, by the source of their labels. */
  readonly waiting: ReadonlyMap<string, readonly string[]>;
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
  /**
   * Takes one line of captured requests. A request that several variants captured was copied to a shadow: the answer of
   * the only one that `serves` counts. Where none of them does any more, or several do, as in a trial that began with its
   * challenger as a shadow, nobody can tell which answer the caller got, and none counts.
   *
   * @param serves whether it is a production variant now
   */
  capture(line: string, variant: string, serves: boolean): void;
  /** Labelled requests whose answer has not been seen. */
  waiting(): number;
  finish(): Joined;
}

/** Where requests say what they belong to. */
export interface RequestPlaces {
  readonly unit: Place | null;
  readonly segment: Place | null;
}

/**
 * Joins labels with captured answers by inference id: all labels first, then captures in any order, so that labels
 * that come late only need captures from further back. Holds the labels of one window and nothing of the captures.
 *
 * @param mostLabels labels that are held at most; further ones are counted as unread, so memory stays bounded
 * @param reading how places that are expressions are found
 * @param places.unit where a request, or its label, says whose it is; null where each is a unit of its own
 * @param places.segment where a request says which segment it is of; null where nobody asks
 */
export function joinLabels(
  settings: QualitySettings,
  mostLabels: number,
  reading: PlaceReading = plainPlaces,
  { unit, segment }: RequestPlaces = { unit: null, segment: null },
): Join {
  const labels = new Map<string, Label>();
  const joined = new Map<string, Answered>();
  const unreadLabels = counter();
  const unreadAnswers = counter();
  let repeated = 0;
  let held = 0;
  return {
    label(line, source) {
      const read = parseGroundTruth(line, settings, reading, unit);
      if (!read.ok) return unreadLabels.add(read.reason);
      if (labels.has(read.id)) repeated += 1;
      else if (held + read.labels.length > mostLabels) {
        unreadLabels.add(`the window has more than ${mostLabels} labels; these were not read`);
      } else {
        held += read.labels.length;
        labels.set(read.id, { values: read.labels, units: read.units, source });
      }
    },
    capture(line, variant, serves) {
      const read = parseCaptured(line);
      if (!read.ok) return unreadAnswers.add(read.reason);
      const id = read.ids.find((known) => labels.has(known));
      const label = id === undefined ? undefined : labels.get(id);
      if (id === undefined || !label) return;
      const before = joined.get(id);
      if (before && (before.variant === variant || (before.serves && !serves))) return;
      if (before && before.serves === serves) {
        joined.set(id, {
          ...before,
          result: `${before.variant} and ${variant} both captured a request, and ${serves ? "both serve" : "neither serves"} now; expected one variant's answer`,
        });
        return;
      }
      const result = together(read.json, label.values, variant, { settings, reading });
      const rows = label.values.length;
      const named = (place: Place | null) =>
        place === null ? null : parseUnits(read.json, place, { reading, rows });
      const units = named(unit) ?? label.units;
      joined.set(id, { variant, serves, result, at: read.at, units, segments: named(segment) });
    },
    waiting: () => labels.size - joined.size,
    finish() {
      const outcomes = new Map<string, Map<string, readonly Outcome[]>>();
      const asked = new Map<string, Omit<JudgedRequest, "outcomes">>();
      const waiting = new Map<string, string[]>();
      for (const [id, { source }] of labels) {
        const answered = joined.get(id);
        if (answered === undefined) entryOf(waiting, source, []).push(id);
        else if (typeof answered.result === "string") unreadAnswers.add(answered.result);
        else {
          entryOf(outcomes, source, new Map<string, readonly Outcome[]>()).set(id, answered.result);
          const { at, units, segments = null } = answered;
          asked.set(id, { at, units, segments });
        }
      }
      return {
        outcomes,
        asked,
        waiting,
        repeated,
        unmatched: labels.size - joined.size,
        unreadLabels: unreadLabels.total(),
        unreadAnswers: unreadAnswers.total(),
      };
    },
  };
}

function entryOf<Value>(map: Map<string, Value>, key: string, first: Value): Value {
  const there = map.get(key);
  if (there !== undefined) return there;
  map.set(key, first);
  return first;
}

interface Label {
  readonly values: readonly (number | string)[];
  readonly units: readonly string[] | null;
  readonly source: string;
}

/** The answer that a label has found. */
interface Answered extends Omit<JudgedRequest, "outcomes"> {
  readonly variant: string;
  readonly serves: boolean;
  /** Its outcomes, or why there are none. */
  readonly result: readonly Outcome[] | string;
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
