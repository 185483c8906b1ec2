import { windowLine } from "../../decider/drift/evidence/persistence.ts";
import { promisedAlarms } from "../../decider/drift/evidence/promised-alarms.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { strongestScore } from "../../stats/sequential/clipped-cusum.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import { captureSchedule } from "../../vocabulary/monitored-window.ts";
import { inWords } from "../../words/duration.ts";
import { round } from "../../words/numbers.ts";
import { alarmShare, block, confirmedAfter, detectionDelay } from "./curve.ts";
import { type PastScore, type QuietPast, quietPast } from "./quiet-past.ts";

const yearMilliseconds = 365.25 * 86_400_000;
/** A week of blocks: with fewer the quiet past is a handful of days that happened to be as they were. */
const leastQuiet = 7 * block;
const promises = [0.25, 0.5, 1, 2, 4, 8, 12, 26, 52];
const floors = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1];
const multiples = [1, 2, 3, 4, 6, 12, 24];
/** The drift that the sum is tuned to, in standard deviations of a window's score. */
const tunedShift = 1;
/** Windows that must have rows enough. */
const enoughWindows = 0.95;

/** What one setting would come to. */
interface Outcome {
  /** Expected by the model's own quiet windows. */
  readonly falseAlarmsPerYear: number;
  /** Milliseconds until a lasting shift by one standard deviation of the score is confirmed, on average. */
  readonly delay: number;
  /** Of the drifts in the ledger, how many would be confirmed. */
  readonly drifts: number;
  /** Windows until they were, the median; null when none would be. */
  readonly windows: number | null;
}

export interface SensitivityPoint extends Outcome {
  /** `drift.sensitivity.falseAlarmsPerYear` as it is written. */
  readonly written: number;
  readonly line: number;
}

export interface FloorPoint extends Outcome {
  /** `drift.sensitivity.minEffect` as it is written. */
  readonly written: number;
}

export interface WindowPoint {
  /** `drift.window`, milliseconds. */
  readonly written: number;
  /** The share of windows of that length that have the rows which the policy asks for. */
  readonly judged: number;
  readonly delay: number;
}

/** A setting that the past speaks for, and why; null where it speaks for none. */
export interface Suggested {
  readonly value: number | null;
  readonly why: string;
}

/** What the past that it rests on is. */
interface RestsOn {
  readonly windows: number;
  readonly drifts: number;
  /** Milliseconds of a window. */
  readonly length: number;
  readonly from: string | null;
  readonly to: string | null;
}

export type Suggestion =
  | {
      readonly result: "not-enough-data";
      readonly model: string;
      readonly restsOn: RestsOn;
      readonly why: string;
    }
  | {
      readonly result: "suggested";
      readonly model: string;
      readonly restsOn: RestsOn;
      readonly now: {
        readonly falseAlarmsPerYear: number;
        readonly minEffect: number;
        readonly window: number;
      };
      /** At most so many false alarms a year are looked for. */
      readonly atMost: number;
      readonly sensitivity: readonly SensitivityPoint[];
      readonly floors: readonly FloorPoint[];
      readonly windows: readonly WindowPoint[];
      readonly suggested: {
        readonly falseAlarmsPerYear: Suggested;
        readonly minEffect: Suggested;
        readonly window: Suggested;
      };
    };

/**
 * Sensitivity, floor and window as a model's own past speaks for them: expected false alarms a year against the delay with
 * which drift is confirmed. Nothing of it is applied.
 *
 * @param atMost false alarms a year that are borne; as many as the policy promises unless given
 */
export function suggest(
  model: string,
  entries: readonly Entry[],
  policy: Pick<ModelPolicy, "drift" | "quality">,
  atMost: number = policy.drift.sensitivity.falseAlarmsPerYear,
): Suggestion {
  const past = quietPast(entries);
  const { quiet, drifts } = past;
  const length = medianLength(quiet) ?? policy.drift.window;
  const restsOn = {
    ...{ windows: quiet.length, drifts: drifts.length, length },
    from: quiet[0]?.end ?? null,
    to: quiet.at(-1)?.end ?? null,
  };
  if (quiet.length < leastQuiet) {
    const why = `${quiet.length} windows outside drift are not enough to tell how often a quiet one looks like drift: ${leastQuiet} are, ${inWords(leastQuiet * length)} of windows of ${inWords(length)}.`;
    return { result: "not-enough-data", model, restsOn, why };
  }
  const { sensitivity } = policy.drift;
  // The floor is as it is while sensitivities are compared, and the other way round.
  const known = { policy, past, length };
  const written = [...new Set([...promises, sensitivity.falseAlarmsPerYear])]
    .filter((promise) => promise < yearMilliseconds / length)
    .sort((one, other) => one - other);
  const curve = written.map((promise) => ({
    written: promise,
    line: lineOf(promise, known),
    ...outcomeOf(lineOf(promise, known), sensitivity.minEffect, known),
  }));
  // What moved by less than the floor of then is not in the ledger.
  const higher = [...new Set([...floors, sensitivity.minEffect])]
    .filter((floor) => floor >= sensitivity.minEffect)
    .sort((one, other) => one - other);
  const line = lineOf(sensitivity.falseAlarmsPerYear, known);
  const byFloor = higher.map((floor) => ({ written: floor, ...outcomeOf(line, floor, known) }));
  const byWindow = multiples
    .map((multiple) => windowPoint(multiple, known))
    .filter((point) => point !== null);
  return {
    result: "suggested",
    ...{ model, restsOn, atMost },
    now: { ...sensitivity, window: policy.drift.window },
    sensitivity: curve,
    floors: byFloor,
    windows: byWindow,
    suggested: {
      falseAlarmsPerYear: suggestedPromise(curve, atMost),
      minEffect: suggestedFloor(past, sensitivity.minEffect),
      window: suggestedWindow(byWindow, policy),
    },
  };
}

interface Known {
  readonly policy: Pick<ModelPolicy, "drift" | "quality">;
  readonly past: QuietPast;
  readonly length: number;
}

/** The line of the schedule whose windows are read; the promise is for the model, and shared with those of its answers. */
function lineOf(promise: number, { policy, length }: Known): number {
  const { drift, quality } = policy;
  const sensitivity = { ...drift.sensitivity, falseAlarmsPerYear: promise };
  const falseAlarmsPerYear = promisedAlarms({ drift: { ...drift, sensitivity }, quality }, captureSchedule);
  return windowLine({ windowMilliseconds: length, falseAlarmsPerYear });
}

function outcomeOf(line: number, floor: number, { past, length }: Known): Outcome {
  const scores = past.quiet.map((one) => scoreUnder(one, floor));
  const after = past.drifts
    .map((drift) =>
      confirmedAfter(
        drift.map((one) => scoreUnder(one, floor)),
        line,
      ),
    )
    .filter((count) => count !== null)
    .sort((one, other) => one - other);
  return {
    falseAlarmsPerYear: (alarmShare(scores, line) * yearMilliseconds) / length,
    delay: detectionDelay(scores, line, tunedShift) * length,
    drifts: after.length,
    windows: after[after.length >> 1] ?? null,
  };
}

/** Nothing in the window moved as far as the floor: it counts against drift at most. */
function scoreUnder({ score, effect }: PastScore, floor: number): number {
  return effect !== null && effect < floor ? Math.min(0, score) : score;
}

/**
 * So many windows as one: their scores together are standard normal without drift when their sum is divided by the root of
 * their number, as if they were independent (Stouffer). The counts of longer windows would say more.
 */
function windowPoint(multiple: number, known: Known): WindowPoint | null {
  const { policy, past, length } = known;
  const scores = inGroups(
    past.quiet.map(({ score }) => score),
    multiple,
  ).map((group) => Math.min(strongestScore, Math.max(-strongestScore, sumOf(group) / Math.sqrt(multiple))));
  const rows = inGroups(past.rows, multiple).map(sumOf);
  if (scores.length < block || rows.length === 0) return null;
  const promise = policy.drift.sensitivity.falseAlarmsPerYear;
  const line = lineOf(promise, { ...known, length: multiple * length });
  return {
    written: multiple * length,
    judged: rows.filter((count) => count >= policy.drift.minRows).length / rows.length,
    delay: detectionDelay(scores, line, tunedShift * Math.sqrt(multiple)) * multiple * length,
  };
}

function inGroups(values: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.floor(values.length / size) }, (_, place) =>
    values.slice(place * size, (place + 1) * size),
  );
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function medianLength(windows: readonly PastScore[]): number | null {
  const lengths = windows.flatMap(({ length }) => length ?? []).sort((one, other) => one - other);
  return lengths[lengths.length >> 1] ?? null;
}

function suggestedPromise(curve: readonly SensitivityPoint[], atMost: number): Suggested {
  const borne = curve.filter(({ falseAlarmsPerYear }) => falseAlarmsPerYear <= atMost);
  const best = borne.at(-1);
  if (!best) {
    return {
      value: null,
      why: `Even ${curve[0]?.written} would be expected to raise more than ${atMost} false alarms a year: this model's quiet windows differ by more than chance. Look what moves in them.`,
    };
  }
  return {
    value: best.written,
    why: `It confirms drift soonest, after ${inWords(best.delay)} on average, of those that are expected to raise at most ${atMost} false alarms a year (${round(best.falseAlarmsPerYear)}).`,
  };
}

/** Halfway, on a scale of ratios, between what moved without drift and what moved in the smallest drift. */
function suggestedFloor({ quiet, drifts }: QuietPast, now: number): Suggested {
  const noise = Math.max(now, ...quiet.map(({ effect }) => effect ?? 0));
  const moved = drifts.map((drift) => Math.max(0, ...drift.map(({ effect }) => effect ?? 0)));
  const smallest = Math.min(...moved);
  if (moved.length === 0) {
    return {
      value: null,
      why: "No drift was ever confirmed, so nothing tells a change that matters from one that does not.",
    };
  }
  if (smallest <= noise) {
    return {
      value: null,
      why: `The smallest drift moved by ${round(smallest)}, and windows outside drift by up to ${round(noise)}: no floor is between them.`,
    };
  }
  const value = Number(Math.sqrt(noise * smallest).toPrecision(2));
  return {
    value: Math.max(now, value),
    why: `It is between what moved without drift, up to ${round(noise)}, and the smallest of ${drifts.length === 1 ? "the one drift" : `${drifts.length} drifts`}, ${round(smallest)}.`,
  };
}

function suggestedWindow(points: readonly WindowPoint[], { drift }: Pick<ModelPolicy, "drift">): Suggested {
  const full = points.filter(({ judged }) => judged >= enoughWindows);
  const [best] = full.toSorted((one, other) => one.delay - other.delay);
  if (!best) {
    return {
      value: null,
      why: `No length has the ${drift.minRows} rows of drift.minRows in 95% of its windows.`,
    };
  }
  return {
    value: best.written,
    why: `It confirms drift soonest, after ${inWords(best.delay)} on average, of the lengths that have the ${drift.minRows} rows of drift.minRows in 95% of their windows, as far as scores tell it.`,
  };
}
