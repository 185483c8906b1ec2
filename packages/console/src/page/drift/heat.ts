import type { DriftHistory } from "../api/api-types.ts";

export type Schedule = DriftHistory["schedules"][number];
export type PastWindow = Schedule["windows"][number];

/** How far a feature was in one window. */
interface Found {
  readonly distance: number | null;
  readonly threshold: number | null;
  /** Whether the window is judged by it: it was violated, or is what speaks for the window. */
  readonly moved: boolean;
  /** How many times the line its distance is; 1 where its source says no distance. */
  readonly strength: number;
}

/** A feature in one window; null where the window does not tell of it. */
interface HeatCell {
  readonly window: PastWindow;
  readonly found: Found | null;
}

/** A feature over the windows. */
export interface HeatRow {
  readonly feature: string;
  readonly cells: readonly HeatCell[];
  /** In how many windows it moved. */
  readonly windows: number;
  readonly strongest: Found;
  /** What it is ranked by: its strengths together, of the windows in which it moved. */
  readonly impact: number;
}

/** The features that windows tell of, those with the most impact first; those that never moved by how near they came. */
export function heatRows(windows: readonly PastWindow[]): readonly HeatRow[] {
  const told = windows.map((window) => ({ window, found: foundIn(window) }));
  const names = new Set(told.flatMap(({ found }) => [...found.keys()]));
  return [...names]
    .flatMap((feature) => {
      const cells = told.map(
        ({ window, found }): HeatCell => ({ window, found: found.get(feature) ?? null }),
      );
      const found = cells.flatMap((cell) => (cell.found ? [cell.found] : []));
      const [strongest] = found.toSorted((one, other) => other.strength - one.strength);
      if (!strongest) return [];
      const moved = found.filter((one) => one.moved);
      const impact = moved.reduce((sum, { strength }) => sum + strength, 0);
      return [{ feature, cells, windows: moved.length, strongest, impact }];
    })
    .sort(
      (one, other) =>
        other.impact - one.impact ||
        other.strongest.strength - one.strongest.strength ||
        (one.feature < other.feature ? -1 : 1),
    );
}

/** The strongest word on each feature. */
function foundIn({ features, distances }: PastWindow): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const lines = [
    ...features.map((line) => ({ ...line, moved: true })),
    ...distances.map((line) => ({ ...line, moved: false })),
  ];
  for (const { feature, distance, threshold, moved } of lines) {
    const strength =
      distance !== null && threshold !== null && threshold > 0 ? distance / threshold : moved ? 1 : 0;
    const known = found.get(feature);
    if (!known || strength > known.strength) found.set(feature, { distance, threshold, moved, strength });
  }
  return found;
}

/** One of five steps of colour: nothing, under its line, at it or over it, twice, four times and more. */
export function heatStep(strength: number): 0 | 1 | 2 | 3 | 4 {
  if (strength <= 0) return 0;
  if (strength < 1) return 1;
  if (strength < 2) return 2;
  return strength < 4 ? 3 : 4;
}
