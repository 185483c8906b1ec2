import { asLabel, type Problem } from "../metrics/outcome.ts";

/** What one class's metrics are counted from. */
export interface ClassCounts {
  /** Answers of this class that were right. */
  readonly hits: number;
  /** Labels of this class. */
  readonly turnedOut: number;
  /** Answers of this class. */
  readonly predicted: number;
}

export const noCounts: ClassCounts = { hits: 0, turnedOut: 0, predicted: 0 };

/** @param times -1 takes the other's off */
export function plusCounts(one: ClassCounts, other: ClassCounts, times = 1): ClassCounts {
  return {
    hits: one.hits + times * other.hits,
    turnedOut: one.turnedOut + times * other.turnedOut,
    predicted: one.predicted + times * other.predicted,
  };
}

/** @param confusion rows are what turned out, columns what was predicted */
export function classCounts(
  confusion: Readonly<Record<string, Readonly<Record<string, number>>>>,
  problem: Problem,
): ReadonlyMap<string, ClassCounts> {
  const byClass = new Map<string, { hits: number; turnedOut: number; predicted: number }>();
  const of = (written: string) => {
    const name = String(asLabel(written, problem) ?? written);
    const there = byClass.get(name) ?? { ...noCounts };
    byClass.set(name, there);
    return there;
  };
  for (const [label, row] of Object.entries(confusion)) {
    for (const [prediction, count] of Object.entries(row)) {
      const [actual, answered] = [of(label), of(prediction)];
      actual.turnedOut += count;
      answered.predicted += count;
      if (actual === answered) actual.hits += count;
    }
  }
  return byClass;
}
