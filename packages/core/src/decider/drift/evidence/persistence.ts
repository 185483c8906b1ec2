import { clippedLine } from "../../../stats/sequential/clipped-cusum.ts";
import { cusumStep } from "../../../stats/sequential/cusum.ts";
import type { DriftFeature, DriftWindow } from "../../../vocabulary/drift-window.ts";
import { byStrength, compared, largestDistance, strongest } from "./strongest-first.ts";

const yearMilliseconds = 365.25 * 86_400_000;
/** Windows whose length is not known are taken as Model Monitor's usual ones. */
const usualWindow = 3_600_000;

/** What the windows of one schedule say together. */
export interface Persistence {
  readonly cusum: number;
  readonly alarm: boolean;
  /** End of the first window of the current excursion, or null when the sum stands at 0. */
  readonly since: string | null;
  /** Windows in the excursion. */
  readonly windows: number;
  /** Violated features of the excursion, each at its strongest, strongest first, at most ten. */
  readonly features: readonly DriftFeature[];
  /** So many more at least; absent when `features` has them all. */
  readonly more?: number;
  /** Largest effect of the excursion; null when its source gives none. */
  readonly effect: number | null;
}

/**
 * CUSUM over the windows of one schedule, in the order of their ends, so that late and repeated windows give the
 * same answer as windows in order. Of two windows with the same schedule and end the one with the higher score
 * counts.
 *
 * An alarm needs a violated feature in the excursion: in windows with very many rows, changes far below the effect
 * floor are certain, and certainty alone is no reason to retrain. What exceeds the line is not carried into the
 * next window: drift that ended is then seen to have ended within line/k quiet windows, however long it lasted.
 */
export function foldWindows(
  windows: readonly DriftWindow[],
  { k, line }: { readonly k: number; readonly line: number },
): Persistence {
  let cusum = 0;
  let excursion: DriftWindow[] = [];
  for (const window of inOrder(windows)) {
    cusum = cusumStep(Math.min(cusum, Math.max(0, line)), window.score, k);
    if (cusum > 0) excursion.push(window);
    else excursion = [];
  }
  const named = strongestOf(excursion);
  const { features } = named;
  return {
    cusum,
    alarm: cusum >= line && features.length > 0,
    since: excursion[0]?.end ?? null,
    windows: excursion.length,
    ...named,
    effect: largestDistance(features),
  };
}

/** Windows without drift between two false alarms, for a policy's promise and windows that follow one another. */
export function promisedRunLength(promise: {
  /** Taken as one hour where it is no number above 0. */
  readonly windowMilliseconds: number;
  readonly falseAlarmsPerYear: number;
}): number {
  const { windowMilliseconds, falseAlarmsPerYear } = promise;
  const length =
    windowMilliseconds > 0 && Number.isFinite(windowMilliseconds) ? windowMilliseconds : usualWindow;
  return yearMilliseconds / length / falseAlarmsPerYear;
}

/** Lines by run length: a model's windows have one length, and finding its line takes longer than the sum. */
const lines = new Map<number, number>();
const linesKept = 100;

/** The CUSUM's line for a policy's promise: so many false alarms a year when windows of this length follow one another. */
export function windowLine(promise: Parameters<typeof promisedRunLength>[0]): number {
  const runLength = promisedRunLength(promise);
  const known = lines.get(runLength);
  if (known !== undefined) return known;
  if (lines.size >= linesKept) lines.clear();
  const line = clippedLine(runLength);
  lines.set(runLength, line);
  return line;
}

function inOrder(windows: readonly DriftWindow[]): readonly DriftWindow[] {
  // As they come, nearly always.
  if (windows.every((window, index) => isAfter(window, windows[index - 1]))) return windows;
  const sorted = windows.toSorted((one, other) => byMoment(one, other) || precedence(other, one));
  return sorted.filter((window, index) => {
    const before = sorted[index - 1];
    return before === undefined || byMoment(before, window) !== 0;
  });
}

function isAfter(window: DriftWindow, before: DriftWindow | undefined): boolean {
  return before === undefined || (window.end > before.end && window.schedule === before.schedule);
}

function byMoment(one: DriftWindow, other: DriftWindow): number {
  return compared(one.end, other.end) || compared(one.schedule, other.schedule);
}

/** Above 0 when the first counts rather than the second; contents decide between equal scores, not arrival. */
function precedence(one: DriftWindow, other: DriftWindow): number {
  return one.score - other.score || compared(JSON.stringify(one), JSON.stringify(other));
}

function strongestOf(windows: readonly DriftWindow[]) {
  const found = new Map<string, DriftFeature>();
  for (const feature of windows.flatMap(({ features }) => features)) {
    const key = JSON.stringify([feature.feature, feature.check]);
    const other = found.get(key);
    if (!other || byStrength(feature, other) < 0) found.set(key, feature);
  }
  // Of those that a window does not name only the number is known.
  const most = Math.max(0, ...windows.map(({ features, more = 0 }) => features.length + more));
  return strongest([...found.values()].sort(byStrength), most);
}
