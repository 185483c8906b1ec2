import type { DriftHistory } from "../api/api-types.ts";

export type Schedule = DriftHistory["schedules"][number];
export type PastWindow = Schedule["windows"][number];
type DriftFeature = PastWindow["features"][number];

/** A feature in one window; null where it was not over its line there. */
interface HeatCell {
  readonly window: PastWindow;
  readonly found: DriftFeature | null;
  /** How many times the line its distance is; 1 where its source says no distance; 0 where nothing was found. */
  readonly strength: number;
}

/** A feature over the windows. */
export interface HeatRow {
  readonly feature: string;
  readonly cells: readonly HeatCell[];
  readonly windows: number;
  readonly strongest: DriftFeature;
  /** What it is ranked by: its strengths together. */
  readonly impact: number;
}

/** The features that moved, those with the most impact first. */
export function heatRows(windows: readonly PastWindow[]): readonly HeatRow[] {
  const names = new Set(windows.flatMap(({ features }) => features.map(({ feature }) => feature)));
  return [...names]
    .flatMap((feature) => {
      const cells = windows.map((window): HeatCell => cellOf(window, feature));
      const found = cells.flatMap((cell) => (cell.found ? [{ ...cell, found: cell.found }] : []));
      const [strongest] = found.toSorted((one, other) => other.strength - one.strength);
      if (!strongest) return [];
      const impact = cells.reduce((sum, { strength }) => sum + strength, 0);
      return [{ feature, cells, windows: found.length, strongest: strongest.found, impact }];
    })
    .sort((one, other) => other.impact - one.impact || (one.feature < other.feature ? -1 : 1));
}

function cellOf(window: PastWindow, feature: string): HeatCell {
  const ofFeature = window.features.filter((one) => one.feature === feature);
  const [strongest] = ofFeature.toSorted((one, other) => strengthOf(other) - strengthOf(one));
  return { window, found: strongest ?? null, strength: strongest ? strengthOf(strongest) : 0 };
}

function strengthOf({ distance, threshold }: DriftFeature): number {
  return distance !== null && threshold !== null && threshold > 0 ? distance / threshold : 1;
}

/** One of five steps of colour: nothing, under its line, over it, twice, four times and more. */
export function heatStep(strength: number): 0 | 1 | 2 | 3 | 4 {
  if (strength <= 0) return 0;
  if (strength < 1) return 1;
  if (strength < 2) return 2;
  return strength < 4 ? 3 : 4;
}
