import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { normal } from "../populations.ts";
import type { Scenario } from "./scenarios.ts";

export const features = 5;
const trainedRows = 6000;

/** A mean that moves for good, in standard deviations. */
export interface Shift {
  /** 0 is the feature that a scenario moves. */
  readonly feature: number;
  readonly by: number;
  /** Of windows, from 0. */
  readonly from: number;
}

export interface SimulatedRows {
  /** In the order of time, unless they are shuffled. */
  readonly training: readonly (readonly number[])[];
  /** The next window's values, by feature. */
  readonly next: () => readonly Float64Array[];
}

/** A model of five features that was trained in one stretch of a scenario, and is asked in the next. */
export function simulatedRows(scenario: Scenario, seed: number, shift: Shift | null): SimulatedRows {
  const { rows, hours, repeats, trainedPerHour, correlation } = scenario;
  const random = seededIntegers(seed);
  const levels = scenario.levels(random);
  const rowAt = (hour: number) => {
    const level = levels(hour);
    const row = Array.from({ length: features }, () => normal(random));
    const [first = 0, second = 0] = row;
    row[1] = correlation * first + Math.sqrt(1 - correlation ** 2) * second;
    row[0] = first + level;
    return row;
  };
  const training: number[][] = [];
  for (let row: number[] = []; training.length < trainedRows; ) {
    if (training.length % repeats === 0) row = rowAt(training.length / trainedPerHour);
    training.push(row);
  }
  if (scenario.isShuffled) shuffle(training, random);
  // Live windows begin at the same hour of the week as the training rows.
  const began = Math.ceil(trainedRows / trainedPerHour / 168) * 168;
  let number = 0;
  return {
    training,
    next: () => {
      const values = Array.from({ length: features }, () => new Float64Array(rows));
      for (let at = 0, row: number[] = []; at < rows; at += 1) {
        if (at % repeats === 0) {
          row = rowAt(began + hours * (number + at / rows));
          if (shift && number >= shift.from) row[shift.feature] = (row[shift.feature] ?? 0) + shift.by;
        }
        for (const [feature, column] of values.entries()) column[at] = row[feature] ?? 0;
      }
      number += 1;
      return values;
    },
  };
}

/** Fisher and Yates. */
function shuffle(rows: number[][], random: () => number): void {
  for (let last = rows.length - 1; last > 0; last -= 1) {
    const at = integerBelow(last + 1, random);
    const [one, other] = [rows[at], rows[last]];
    if (one && other) [rows[at], rows[last]] = [other, one];
  }
}
