import type {
  FloorPoint,
  SensitivityPoint,
  Suggested,
  Suggestion,
  WindowPoint,
} from "@driftwheel/core/replay/suggestion/suggest.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import { percent, round } from "@driftwheel/core/words/numbers.ts";
import { shortTime } from "../../context/clock.ts";
import type { Context } from "../../context/context.ts";
import { type Column, table } from "../table.ts";
import { wrap } from "../wrap.ts";

const widest = 110;

type Enough = Extract<Suggestion, { readonly result: "suggested" }>;
type Point = Pick<SensitivityPoint, "falseAlarmsPerYear" | "delay" | "drifts" | "windows">;

export function suggestionLines(suggestion: Suggestion, context: Context): readonly string[] {
  const { model, restsOn } = suggestion;
  const { windows, drifts, length, from, to } = restsOn;
  const span = from === null || to === null ? "" : `, ${shortTime(from)} to ${shortTime(to)} UTC`;
  const head = context.colors.bold(
    `${model}: ${windows} windows of ${inWords(length)} outside drift${span}, and ${drifts} confirmed drift${drifts === 1 ? "" : "s"}.`,
  );
  if (suggestion.result === "not-enough-data") return [head];
  return [head, "", ...curves(suggestion, context), ...suggestions(suggestion, context)];
}

function curves(suggestion: Enough, context: Context): readonly string[] {
  const { sensitivity, floors, windows, now, restsOn } = suggestion;
  const outcome = <P extends Point>(): readonly Column<P>[] => [
    {
      heading: "expected a year",
      text: ({ falseAlarmsPerYear }) => round(falseAlarmsPerYear).toString(),
      right: true,
    },
    { heading: "confirmed after", text: ({ delay }) => inWords(delay), right: true },
    {
      heading: "own drifts",
      text: ({ drifts, windows: after }) =>
        `${drifts} of ${restsOn.drifts}${after === null ? "" : `, after ${after} window${after === 1 ? "" : "s"}`}`,
    },
  ];
  const mark = (written: number, is: number) => (written === is ? `${written} (now)` : String(written));
  return [
    ...table<SensitivityPoint>(
      sensitivity,
      [
        {
          heading: "falseAlarmsPerYear",
          text: ({ written }) => mark(written, now.falseAlarmsPerYear),
          right: true,
        },
        { heading: "line", text: ({ line }) => line.toFixed(2), right: true },
        ...outcome<SensitivityPoint>(),
      ],
      context,
    ),
    "",
    ...table<FloorPoint>(
      floors,
      [
        { heading: "minEffect", text: ({ written }) => mark(written, now.minEffect), right: true },
        ...outcome<FloorPoint>(),
      ],
      context,
    ),
    "",
    ...table<WindowPoint>(
      windows,
      [
        {
          heading: "window",
          text: ({ written }) => `${inWords(written)}${written === now.window ? " (now)" : ""}`,
          right: true,
        },
        { heading: "rows enough", text: ({ judged }) => percent(judged), right: true },
        { heading: "confirmed after", text: ({ delay }) => inWords(delay), right: true },
      ],
      context,
    ),
    "",
  ];
}

function suggestions({ suggested }: Enough, context: Context): readonly string[] {
  const width = Math.min(context.columns ?? widest, widest) - 4;
  const { falseAlarmsPerYear, minEffect, window } = suggested;
  const asNumber = (value: number) => String(value);
  const said = (field: string, { value, why }: Suggested, shown: (value: number) => string) => [
    `${field}: ${value === null ? "the past speaks for none" : context.colors.bold(shown(value))}`,
    ...wrap(why, width).map((line) => `    ${line}`),
  ];
  return [
    ...said("drift.sensitivity.falseAlarmsPerYear", falseAlarmsPerYear, asNumber),
    ...said("drift.sensitivity.minEffect", minEffect, asNumber),
    ...said("drift.window", window, (value) => `"${inWords(value)}"`),
    "Nothing is applied: write what you want into the fleet, and see what it would have decided with driftwheel replay.",
  ];
}
