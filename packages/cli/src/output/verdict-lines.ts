import type { Context } from "../context/context.ts";
import type { Verdict } from "../watch/verdicts.ts";
import { figure } from "./numbers.ts";

const widths = [25, 9, 8, 8, 8] as const;

/** Windows are told as they are judged, so that columns have widths of their own. */
export const verdictHeading = row(["window until", "rows", "score", "sum", "line"], "verdict");

export function verdictLine(
  { windowEnd, rows, score, sum, line, alarm, features }: Verdict,
  { colors }: Context,
): string {
  const names = [...new Set(features.map(({ feature }) => feature))].join(", ");
  const numbers = [windowEnd, String(rows), score === null ? "-" : figure(score), figure(sum), figure(line)];
  if (score === null) return row(numbers, "too few rows: judged with the next window");
  return row(numbers, alarm ? colors.red(`drift: ${names}`) : names);
}

function row(cells: readonly string[], last: string): string {
  const fitted = cells.map((cell, at) =>
    at === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[at] ?? 0),
  );
  return [...fitted, last].join("  ").trimEnd();
}
