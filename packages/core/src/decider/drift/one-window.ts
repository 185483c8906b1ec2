import type { DriftWindow } from "../../vocabulary/drift-window.ts";

/** Model Monitor's shortest rhythm, for windows whose length no source tells. */
const usualLength = 3_600_000;

/** What a report changes among the windows of its schedule. */
export interface WindowsWithReport {
  /** The windows with the report in them; as many as before when the report is of a window that was known. */
  readonly windows: readonly DriftWindow[];
  /** The report where its window lies, as exactly as any source has told. */
  readonly window: DriftWindow;
  /** False when a report of the same window said as much or more before. */
  readonly isNew: boolean;
  /** What was said before, where its window lies, if this report is the first to tell. */
  readonly found: DriftWindow | null;
}

/**
 * Puts one more report among the windows of its schedule. Several sources tell of one run of a monitor (its job, its
 * file of violations, alarms on its metrics), each repeatedly and late, and all of them together are one window: the
 * strongest word counts, in whichever order they come.
 *
 * - Reports that know their window are of the same one when it ends at the same moment.
 * - An alarm knows only when it spoke. A run reads a window that is over and speaks before the next one is, so the
 *   alarm is about the last window that ended before it, if that was less than the window's length ago.
 * - Two alarms of which no other source has told are of one window when they spoke within the same hour of the clock.
 *
 * @param known windows of the report's schedule
 */
export function withReport(known: readonly DriftWindow[], report: DriftWindow): WindowsWithReport {
  const exact = report.approximate
    ? known
        .filter((window) => !window.approximate && spokeAfter(window, report))
        .reduce<DriftWindow | null>((last, window) => (last && last.end > window.end ? last : window), null)
    : report;
  const same = known.filter((window) =>
    exact && !window.approximate
      ? window.end === exact.end
      : exact
        ? spokeAfter(exact, window)
        : window.approximate && hourOf(window) === hourOf(report),
  );
  const window = exact ? at(exact, report) : report;
  const strongest = same.reduce(stronger, window);
  const kept = exact ? at(exact, strongest) : strongest;
  const isNew = strongest === window;
  return {
    windows: [...(same.length === 0 ? known : known.filter((one) => !same.includes(one))), kept],
    window,
    isNew,
    found: !isNew && exact && strongest.approximate ? kept : null,
  };
}

/** The one with the more evidence for drift; of two without any, the one with the more against it. The first if equal. */
function stronger(one: DriftWindow, known: DriftWindow): DriftWindow {
  const wins = Math.max(one.score, known.score) > 0 ? one.score > known.score : one.score < known.score;
  return wins ? one : known;
}

function spokeAfter(window: DriftWindow, alarm: DriftWindow): boolean {
  const end = Date.parse(window.end);
  const length = window.start === null ? usualLength : end - Date.parse(window.start);
  const spoke = Date.parse(alarm.end);
  return spoke >= end && spoke < end + length;
}

function hourOf({ end }: DriftWindow): number {
  return Math.floor(Date.parse(end) / usualLength);
}

/** A report's evidence at the place of its window. */
function at({ start, end }: DriftWindow, report: DriftWindow): DriftWindow {
  if (!report.approximate && report.start !== null && report.end === end) return report;
  const { approximate: _, ...evidence } = report;
  return { ...evidence, start: report.approximate ? start : (report.start ?? start), end };
}
