import type { ReadCaptures } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { estimateCheck } from "@driftwheel/core/monitor/estimated/told-estimate.ts";
import type { DriftFeature } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { Judgement } from "../assess/judgement.ts";
import type { Context } from "../context/context.ts";
import { figure } from "./numbers.ts";
import { type Column, table } from "./table.ts";

const number = (value: number | null) => (value === null ? "-" : figure(value));

function columnsOf({ colors }: Context): readonly Column<DriftFeature>[] {
  return [
    { heading: "feature", text: ({ feature }) => feature },
    { heading: "check", text: ({ check }) => check },
    { heading: "distance", right: true, text: ({ distance }) => number(distance) },
    { heading: "threshold", right: true, text: ({ threshold }) => number(threshold) },
    { heading: "p", right: true, text: ({ pValue }) => number(pValue) },
    {
      heading: "verdict",
      text: ({ violated, pValue }) => (violated ? "violated" : pValue === null ? "not compared" : "kept"),
      colour: (cell, { violated }) => (violated ? colors.red(cell) : cell),
    },
  ];
}

/** What the monitor would say, for people; the last sentence is told where it ends the command with an exit code. */
export function assessmentLines(
  { state, unread }: ReadCaptures,
  judgement: Judgement,
  context: Context,
): readonly string[] {
  const { features, window } = judgement;
  const checks = features.filter(({ check }) => check !== estimateCheck);
  const estimates = features.filter(({ check }) => check === estimateCheck);
  const isKept = window !== null && !features.some(({ violated }) => violated);
  return [
    `${state.rows} rows, ${unread.lines} ${unread.lines === 1 ? "line" : "lines"} unread`,
    ...unread.reasons.map(({ reason, lines }) => `  ${lines} ${lines === 1 ? "line" : "lines"}: ${reason}`),
    ...(unread.example === null ? [] : [`  what was seen looks like ${unread.example}`]),
    ...(checks.length > 0 ? table(checks, columnsOf(context), context) : []),
    ...estimates.map(({ description }) => description),
    ...(window ? [`window: p ${figure(window.pValue)}, score ${figure(window.score)}`] : []),
    ...(isKept ? [sentenceOf(judgement)] : []),
  ];
}

/** What the monitor would do, in a sentence. */
export function sentenceOf({ features, window, confirming, reason }: Judgement): string {
  if (window === null) {
    return `Not enough data: ${reason}. The monitor would say nothing of drift.`;
  }
  const violated = features.filter((feature) => feature.violated).map(({ feature }) => feature);
  const names = [...new Set(violated)];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  const verb = names.length === 1 ? "differs" : "differ";
  const moved =
    names.length > 0
      ? `${names.slice(0, 5).join(", ")}${more} ${verb} from the baseline`
      : "No check is violated";
  if (confirming === null) {
    return `${moved}: windows like this one would not confirm drift, and nothing would be retrained.`;
  }
  const windows = confirming === 1 ? "one window like this" : `${confirming} windows like this in a row`;
  return `${moved}: ${windows} would confirm drift, and a retraining be asked for.`;
}
