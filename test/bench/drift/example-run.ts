import { foldWindows } from "@driftwheel/core/decider/drift/evidence/persistence.ts";
import { drawn } from "@driftwheel/core/monitor/calibration/null-windows.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { cusumReference } from "@driftwheel/core/stats/sequential/clipped-cusum.ts";
import { weather } from "./populations.ts";
import { lineOf } from "./watch.ts";
import { encoded, evidenceOfRows, trainedBaseline, weighedWindow } from "./watched-model.ts";

export interface ExampleWindow {
  readonly window: number;
  readonly score: number;
  readonly cusum: number;
}

/** The first window that drifted, of `exampleRun`. */
export const driftBegins = 41;
/** One false alarm in so many windows is promised. */
export const examplePromise = 500;

/** Days of Seattle, then days of which every third is New York's, as the decider sees them. */
export function exampleRun(seed: number): readonly ExampleWindow[] {
  const seattle = weather("Seattle");
  const other = weather("New York");
  const mixed = seattle.rows.map((row, index) => (index % 3 === 0 ? (other.rows[index] ?? row) : row));
  const baseline = trainedBaseline(seattle, { windows: 10_000, sizes: [80, 120], seed });
  const before = encoded(baseline, seattle);
  const after = encoded(baseline, { ...seattle, rows: mixed });
  const random = seededIntegers(seed);
  const line = lineOf(examplePromise);
  const rows = 100;
  const windows = Array.from({ length: 60 }, (_, index) => {
    const from = index + 1 < driftBegins ? before : after;
    const evidence = evidenceOfRows(from, drawn(rows, from.rows, random));
    return weighedWindow({
      baseline,
      evidence,
      rows,
      number: index,
      runLength: examplePromise,
      minEffect: 0,
    });
  });
  return windows.map(({ score }, index) => {
    const { cusum } = foldWindows(windows.slice(0, index + 1), { k: cusumReference, line });
    return { window: index + 1, score, cusum };
  });
}
