import { counted, figure } from "../words/numbers.ts";
import { heatRows, type PastWindow, type Schedule } from "./heat.ts";

const scheduleNames: Readonly<Record<string, string>> = {
  driftwheel: "Requests",
  "driftwheel-quality": "Answers against ground truth",
  "driftwheel-quality-rare": "Rare classes in the answers",
};

export function scheduleName(schedule: string): string {
  return scheduleNames[schedule] ?? schedule;
}

/** How things stand, in a sentence or two. */
export function driftHeadline({ windows }: Pick<Schedule, "windows">): string {
  const judged = windows.filter((window) => window.judged);
  const last = judged.at(-1);
  if (!last || last.cusum === null || last.line === null) {
    return "No window was judged yet, so nothing is known of drift.";
  }
  const share = figure(last.cusum / last.line, "share");
  const rows = heatRows(excursion(judged)).filter(({ windows: moved }) => moved > 0);
  const names = rows
    .slice(0, 3)
    .map(({ feature, strongest: { distance, threshold } }) =>
      distance === null || threshold === null
        ? feature
        : `${feature} (${figure(distance)}, ${figure(distance / threshold)} times its line)`,
    );
  const moved =
    names.length === 0
      ? ""
      : ` What moved: ${names.join(", ")}${rows.length > names.length ? ` and ${rows.length - names.length} more` : ""}.`;
  if (last.cusum >= last.line) return `Drift: the evidence is over its line.${moved}`;
  if (last.cusum <= 0) return "No drift: nothing has gathered.";
  return `No drift is shown: the evidence is at ${share} of its line.${moved}`;
}

/** The windows since the sum last stood at 0. */
function excursion(judged: readonly PastWindow[]): readonly PastWindow[] {
  const last = judged.findLastIndex(({ cusum }) => cusum === 0);
  return judged.slice(last + 1);
}

/** What keeps windows from being judged, the newest first; at most five. */
export function unjudgedWords(windows: readonly PastWindow[]): string | null {
  const unjudged = windows.filter(({ judged }) => !judged).length;
  return unjudged === 0 ? null : `${counted(unjudged, "window")} of ${windows.length} could not be judged.`;
}
