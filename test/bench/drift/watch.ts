import { foldWindows, windowLine } from "@driftwheel/core/decider/drift/evidence/persistence.ts";
import { cusumReference } from "@driftwheel/core/stats/sequential/clipped-cusum.ts";
import type { DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import { hour } from "./watched-model.ts";

const year = 365.25 * 24;

/** The line that the decider takes for hourly windows and a promise of one false alarm in so many. */
export function lineOf(runLength: number): number {
  return windowLine({ windowMilliseconds: hour, falseAlarmsPerYear: year / runLength });
}

/**
 * Watches windows one after another as the decider does.
 *
 * @returns true for each window that confirms drift; the next one begins anew
 */
export function watch(line: number): (window: DriftWindow) => boolean {
  // Windows before the sum was last 0 do not matter, so that the fold stays short.
  let excursion: DriftWindow[] = [];
  return (window) => {
    excursion.push(window);
    const { alarm, cusum } = foldWindows(excursion, { k: cusumReference, line });
    if (alarm || cusum <= 0) excursion = [];
    return alarm;
  };
}
