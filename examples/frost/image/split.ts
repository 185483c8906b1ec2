import type { LabelledDay } from "./labelled-days.ts";

/**
 * Splits what was served in a window (both ends inclusive, ISO 8601) by time: the older days train, the newest
 * share is held out. A day that was served more than once counts once, as it was served first, so that no day
 * is on both sides.
 */
export function splitByTime(
  labelled: readonly LabelledDay[],
  window: { readonly start: string; readonly end: string },
  heldOutShare: number,
): { readonly train: LabelledDay[]; readonly heldOut: LabelledDay[] } {
  const from = Date.parse(window.start);
  const until = Date.parse(window.end);
  const served = labelled
    .map((day) => ({ day, at: Date.parse(day.servedAt) }))
    .filter(({ at }) => at >= from && at <= until)
    .sort((one, other) => one.at - other.at);
  const first = new Map<string, LabelledDay>();
  for (const { day } of served) {
    const key = `${day.station} ${day.date}`;
    if (!first.has(key)) first.set(key, day);
  }
  const days = [...first.values()];
  const trainCount = Math.round(days.length * (1 - heldOutShare));
  return { train: days.slice(0, trainCount), heldOut: days.slice(trainCount) };
}
