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
  /** Requests from then (inclusive) to then (exclusive) count, milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** Takes labels first, then all of the champion's captures, then the shadow's. */
export interface Pairing {
  /** One line of ground truth. */
  label(line: string): void;
  /** One line of a data capture file. */
  champion(line: string): void;
  challenger(line: string): void;
  finish(): PairedAnswers;
}

interface Asked {
  readonly at: number;
  /** Its answer at the place; a text says why it has none. */
  readonly values: readonly unknown[] | string;
  readonly labels: readonly (number | string)[] | null;
  readonly right: boolean | null;
  paired: boolean;
}

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
  const minutes = new Map<number, { trials: number; successes: number }>();
  const unread = { lines: 0, reason: null as string | null };
  const unpaired = { champion: 0, challenger: 0 };
  let [pairs, agreed, repeated] = [0, 0, 0];
  let outcomes: PairedCounts = noPairs;

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
      if (!rules.quality) return;
      const read = parseGroundTruth(line, rules.quality, rules.reading);
      if (read.ok && !labels.has(read.id)) labels.set(read.id, read.labels);
    },
    champion(line) {
      const one = captured(line);
      if (!one || !isInside(one.at, apart)) return;
      const { at, id, ids, json } = one;
      if (asked.has(id) || repeatedIds.has(id)) {
        if (asked.delete(id)) repeated += 1;
        repeated += 1;
        repeatedIds.add(id);
        return;
      }
      const label = ids.map((known) => labels.get(known)).find((known) => known !== undefined) ?? null;
      const values = valuesOf(json, rules);
      if (typeof values === "string" && isInside(at)) leaveUnread(values);
      asked.set(id, { at, values, labels: label, right: rightOf(json, label, rules), paired: false });
    },
    challenger(line) {
      const one = captured(line);
      if (!one || repeatedIds.has(one.id)) return;
      const champion = asked.get(one.id);
      if (!champion) {
        if (isInside(one.at)) unpaired.challenger += 1;
        return;
      }
      if (champion.paired) {
        repeated += 1;
        return;
      }
      champion.paired = true;
      // What the champion's own answer does not say, nothing can be compared with.
      if (!isInside(champion.at) || typeof champion.values === "string") return;
      const values = valuesOf(one.json, rules);
      const same = typeof values !== "string" && isSameAnswer(champion.values, values, rules.within);
      // An answer in another form is another answer, and says so.
      if (typeof values === "string") leaveUnread(values);
      pairs += 1;
      if (same) agreed += 1;
      const place = Math.floor(champion.at / minute);
      const counts = minutes.get(place) ?? { trials: 0, successes: 0 };
      counts.trials += 1;
      if (!same) counts.successes += 1;
      minutes.set(place, counts);
      const right = rightOf(one.json, champion.labels, rules);
      if (champion.right !== null && right !== null) outcomes = withPair(outcomes, champion.right, right);
    },
    finish() {
      for (const { at, paired, values } of asked.values()) {
        if (!paired && isInside(at) && typeof values !== "string") unpaired.champion += 1;
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
