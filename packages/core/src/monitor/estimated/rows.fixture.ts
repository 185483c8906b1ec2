import { seededIntegers } from "../../stats/random.ts";
import { type Baseline, parseBaseline } from "../baseline/baseline.ts";
import { columnsOf } from "../baseline/statistics-of.ts";
import { calibratedStatistics } from "../calibration/calibrated-statistics.ts";
import type { Value } from "../values/value.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { fitEstimation } from "./fit-estimation.ts";

const rounded = (value: number) => Math.floor(value * 1e4 + 0.5) / 1e4;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Scores that are too sure of themselves, and whether the class was positive; as nannyml.fixture.py makes them. */
export function scored(count: number, shift: number, seed: number) {
  const share = shares(seed);
  return Array.from({ length: count }, () => {
    const x = shift + 3 * (share() + share() + share() - 1.5);
    const score = rounded(sigmoid(1.6 * x));
    return { score, label: Number(share() < sigmoid(0.9 * x - 0.3)) };
  });
}

/** Probabilities of three classes that are too sure of themselves, and the class; as nannyml.fixture.py makes them. */
export function classified(count: number, shift: number, seed: number) {
  const share = shares(seed);
  return Array.from({ length: count }, () => {
    const leanings = [shift, 0, 0.4].map((bias) => bias + 2.5 * (share() + share() - 1));
    const softmax = (scale: number) => {
      const powers = leanings.map((leaning) => Math.exp(scale * leaning));
      return powers.map((power) => power / powers.reduce((sum, one) => sum + one, 0));
    };
    const [rain = 0, snow = 0] = softmax(1.8).map(rounded);
    const [isRain = 0, isSnow = 0] = softmax(1);
    const drawn = share();
    const label = drawn < isRain ? "rain" : drawn < isRain + isSnow ? "snow" : "sun";
    return { p_rain: rain, p_snow: snow, p_sun: rounded(1 - rain - snow), label };
  });
}

/** Features, answers, and what turned out, with errors that grow with both features; as nannyml.fixture.py makes them. */
export function answered(count: number, shift: number, seed: number) {
  const share = shares(seed);
  return Array.from({ length: count }, () => {
    const a = rounded(shift + 3 * (share() + share() + share() - 1.5));
    const b = rounded(10 * share());
    const noise = Math.sqrt(3) * (share() + share() + share() + share() - 2);
    const answer = rounded(3 * a + b);
    return { a, b, answer, label: rounded(answer + noise * (0.5 + 0.25 * b + 0.8 * Math.abs(a))) };
  });
}

function shares(seed: number): () => number {
  const random = seededIntegers(seed);
  return () => random() / 2 ** 32;
}

/** The baseline of labelled rows of which one column is the prediction. */
export function trainedOn(
  rows: readonly Readonly<Record<string, Value>>[],
  prediction: string | readonly string[],
  options: { readonly positive?: string; readonly threshold?: number } = {},
): Baseline {
  const names = Object.keys(rows[0] ?? {});
  const columns = columnsOf(
    rows.map((row) => names.map((name) => row[name] ?? null)),
    names,
  );
  const label = columns.find(({ name }) => name === "label");
  const others = columns.filter((column) => column !== label);
  if (!label) throw new Error("The rows have no label.");
  const predictions = [prediction].flat();
  const labelled = { label, predictions, positive: "1", threshold: 0.5, ...options };
  const statistics = calibratedStatistics(others, rows.length, {
    windows: 0,
    predictions: predictions.map((name, place) => ({ name, place })),
    learn: (features) => {
      const fitted = fitEstimation(labelled, others, features);
      if (!fitted.ok) throw new Error(fitted.reason);
      return fitted.estimation;
    },
  });
  const parsed = parseBaseline(JSON.stringify(statistics));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

/** Rows as a window counts them, whose answers are read. */
export function countedIn(
  baseline: Baseline,
  rows: readonly Readonly<Record<string, Value>>[],
  prediction: string | readonly string[],
): readonly number[] {
  const predictions = [prediction].flat();
  const columns = baseline.features.flatMap(({ name }) => (predictions.includes(name) ? [] : [name]));
  const counter = new WindowCounter(baseline, columns, predictions);
  for (const row of rows) {
    counter.buffer.begin(0);
    counter.buffer.beginRow();
    for (const [column, name] of columns.entries()) counter.buffer.value(column, row[name] ?? null);
    counter.buffer.endRow();
    for (const [place, name] of predictions.entries()) counter.buffer.answers(place, [row[name] ?? null]);
    counter.commit();
  }
  return counter.state().estimated ?? [];
}
