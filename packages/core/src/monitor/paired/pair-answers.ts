import * as z from "zod/mini";
import { describeIssues } from "../../schema/issues.ts";
import { type Dispersion, noDispersion, withPeriod } from "../../stats/dispersion.ts";
import { noPairs, type PairedCounts } from "../../stats/paired/paired-evidence.ts";
import type { PairedAnswers } from "../../vocabulary/trial/shadow.ts";
import { capturedPayload, isShown, payloadOf } from "../captures/captured-payload.ts";
import type { Place, PlaceReading } from "../payloads/payload.ts";
import { parseAnswer, parseCaptured } from "../quality/answer.ts";
import { parseGroundTruth } from "../quality/ground-truth.ts";
import { outcomeOf, type QualitySettings } from "../quality/metrics/outcome.ts";
import { valuesAt } from "../quality/metrics/place.ts";
import { isSameAnswer } from "./same-answer.ts";

/** A shadow is asked beside the champion, and the two may write other moments down. */
const apart = 60_000;
const minute = 60_000;
/** A label is held with its request's id, a hundred or two bytes: this many fit the function's memory well. */
const mostLabels = 500_000;
const dataPath = "captureData.endpointOutput.data";

const answered = z.object({
  captureData: z.object(
    {
      endpointOutput: capturedPayload(
        "the captured answer, a text",
        "an object with the captured answer: capture the endpoint's output too",
      ),
    },
    "an object with endpointOutput",
  ),
});

export interface PairingRules {
  /** Where the answers stand that are compared. */
  readonly at: Place;
  /** Numbers that differ by no more than this are the same; null where they must be equal. */
  readonly within: number | null;
  /** How labels are read; null where nobody tells any. */
  readonly quality: QualitySettings | null;
  readonly reading: PlaceReading;
  /** Ids whose labels are held, where they are known before; otherwise any. */
  readonly wanted?: ReadonlySet<string> | undefined;
  /** Requests from then (inclusive) to then (exclusive) count, milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** Takes labels first, then all of the champion's captures, then the shadow's. */
export interface Pairing {
  /** One line of ground truth. */
  label(line: string): void;
  /** One line of a data capture file. @returns false where it is known to be of another time */
  champion(line: string): boolean;
  challenger(line: string): boolean;
  finish(): PairedAnswers;
}

interface Asked {
  readonly at: number;
  /** Its answer at the place; a text says why it has none. */
  readonly values: readonly unknown[] | string;
  readonly labels: readonly (number | string)[] | null;
  readonly right: boolean | null;
  shadow: Shadowed;
}

/** What the shadow answered to the same request: nothing yet, what cannot be compared, an answer, or several. */
type Shadowed =
  | "nothing"
  | "incomparable"
  | "repeated"
  | { readonly same: boolean; readonly right: boolean | null };

/**
 * Pairs the answers of a champion and its shadow to the same request: by the inference id that the caller gave, which both
 * are captured under, or by the event's id where a request has none (aws/amazon-sagemaker-examples,
 * sm-shadow_variant_shadow_api.ipynb, pairs so). A request counts once, however many rows it has: its answers are the
 * same where those of all its rows are, and right where all of them are.
 */
export function pairAnswers(rules: PairingRules): Pairing {
  const labels = new Map<string, readonly (number | string)[]>();
  const asked = new Map<string, Asked>();
  const repeatedIds = new Set<string>();
  const unread = { lines: 0, reason: null as string | null };
  const unpaired = { champion: 0, challenger: 0 };
  let repeated = 0;

  const isInside = (at: number, by = 0) => at >= rules.from - by && at < rules.until + by;
  const leaveUnread = (reason: string) => {
    unread.lines += 1;
    unread.reason ??= reason;
  };
  const captured = (line: string) => {
    const read = parseCaptured(line);
    if (!read.ok) {
      leaveUnread(read.reason);
      return null;
    }
    const { at, ids, json } = read;
    const [id] = ids;
    if (at === null || id === undefined) {
      leaveUnread("eventMetadata.inferenceTime is missing; expected when the request came");
      return null;
    }
    return { at, ids, id, json };
  };

  return {
    label(line) {
      if (!rules.quality || labels.size >= mostLabels) return;
      const read = parseGroundTruth(line, rules.quality, rules.reading);
      if (!read.ok || labels.has(read.id) || rules.wanted?.has(read.id) === false) return;
      labels.set(read.id, read.labels);
    },
    champion(line) {
      const one = captured(line);
      if (!one) return true;
      if (!isInside(one.at, apart)) return false;
      const { at, id, ids, json } = one;
      if (asked.has(id) || repeatedIds.has(id)) {
        if (asked.delete(id)) repeated += 1;
        repeated += 1;
        repeatedIds.add(id);
        return true;
      }
      const label = ids.map((known) => labels.get(known)).find((known) => known !== undefined) ?? null;
      const values = valuesOf(json, rules);
      if (typeof values === "string" && isInside(at)) leaveUnread(values);
      asked.set(id, { at, values, labels: label, right: rightOf(json, label, rules), shadow: "nothing" });
      return true;
    },
    challenger(line) {
      const one = captured(line);
      if (!one) return true;
      const isOfThen = isInside(one.at, apart);
      if (repeatedIds.has(one.id)) return isOfThen;
      const champion = asked.get(one.id);
      if (!champion) {
        if (isInside(one.at)) unpaired.challenger += 1;
      } else if (champion.shadow !== "nothing") {
        repeated += champion.shadow === "repeated" ? 1 : 2;
        champion.shadow = "repeated";
      } else if (!isInside(champion.at) || typeof champion.values === "string") {
        // What the champion's own answer does not say, nothing can be compared with.
        champion.shadow = "incomparable";
      } else {
        const values = valuesOf(one.json, rules);
        // An answer in another form is another answer, and says so; where it is known what is right, it is not that.
        if (typeof values === "string") leaveUnread(values);
        champion.shadow = {
          same: typeof values !== "string" && isSameAnswer(champion.values, values, rules.within),
          right: champion.right === null ? null : (rightOf(one.json, champion.labels, rules) ?? false),
        };
      }
      return isOfThen;
    },
    finish() {
      const minutes = new Map<number, { trials: number; successes: number }>();
      let [pairs, agreed] = [0, 0];
      let outcomes: PairedCounts = noPairs;
      for (const { at, values, right, shadow } of asked.values()) {
        if (shadow === "nothing" && isInside(at) && typeof values !== "string") unpaired.champion += 1;
        if (typeof shadow === "string") continue;
        pairs += 1;
        if (shadow.same) agreed += 1;
        const place = Math.floor(at / minute);
        const counts = minutes.get(place) ?? { trials: 0, successes: 0 };
        counts.trials += 1;
        if (!shadow.same) counts.successes += 1;
        minutes.set(place, counts);
        if (right !== null && shadow.right !== null) outcomes = withPair(outcomes, right, shadow.right);
      }
      const inOrder = [...minutes].sort(([one], [other]) => one - other).map(([, counts]) => counts);
      return {
        until: new Date(rules.until).toISOString(),
        pairs,
        agreed,
        dispersion: inOrder.reduce<Dispersion>(
          (sum, period, place) => withPeriod(sum, period, inOrder[place - 1] ?? null),
          noDispersion,
        ),
        unpaired,
        unread,
        repeated,
        outcomes: rules.quality ? outcomes : null,
        problem: null,
      };
    },
  };
}

function valuesOf(json: unknown, { at, reading }: PairingRules): readonly unknown[] | string {
  const parsed = answered.safeParse(json);
  if (!parsed.success) return describeIssues(parsed.error.issues, json, isShown);
  return valuesAt(payloadOf(parsed.data.captureData.endpointOutput), at, dataPath, { reading });
}

/** Whether all rows of an answer are right; null where nobody knows. */
function rightOf(
  json: unknown,
  labels: readonly (number | string)[] | null,
  { quality, reading }: PairingRules,
): boolean | null {
  if (!labels || !quality) return null;
  const answer = parseAnswer(json, quality, { reading, rows: labels.length });
  if (!answer.ok || Math.max(answer.predictions.length, answer.scores.length) !== labels.length) return null;
  const found = labels.map((label, row) =>
    outcomeOf({ label, prediction: answer.predictions[row], score: answer.scores[row] }, "", quality),
  );
  const complete = found.filter((outcome) => outcome !== null);
  return complete.length === found.length ? complete.every(({ success }) => success) : null;
}

function withPair(counts: PairedCounts, champion: boolean, challenger: boolean): PairedCounts {
  if (champion) {
    return challenger
      ? { ...counts, both: counts.both + 1 }
      : { ...counts, onlyChampion: counts.onlyChampion + 1 };
  }
  return challenger
    ? { ...counts, onlyChallenger: counts.onlyChallenger + 1 }
    : { ...counts, neither: counts.neither + 1 };
}
