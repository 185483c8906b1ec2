import type { DerivedResult } from "./measure.ts";

/** What was measured, for people. */
export function renderDerived(results: readonly DerivedResult[]): string {
  const lines = results.flatMap(({ kind, baselines, windows, ratio, low, high, floored, drifts }) => [
    `${kind}: ${baselines} baselines, ${windows} windows without drift`,
    `  false alarms over those promised: ${two(ratio)} (${two(low)} to ${two(high)}), with a floor of 0.1 ${two(floored)}`,
    ...drifts.map(
      (drift) => `  ${drift.name}: found in ${two(100 * drift.found)}%, after ${two(drift.windows)} windows`,
    ),
  ]);
  return `${lines.join("\n")}\n`;
}

function two(number: number): string {
  return String(Number(number.toFixed(2)));
}
