import type { Delay } from "./delay.ts";
import type { FalseAlarms } from "./false-alarms.ts";
import type { DriftResult } from "./measure.ts";

/** The measurements as a section of markdown. */
export function renderDrift({ falseAlarms, delays, seed, quick }: DriftResult): string {
  return [
    "## Drift",
    "",
    `Seed ${seed}, ${quick ? "quick" : "full"} form.`,
    "",
    "### False alarms without drift, over those promised",
    "",
    table(
      [
        [
          "rows from",
          "features",
          "window",
          "baseline",
          "windows tried",
          "ratio (95%)",
          "of ten baselines, eight",
        ],
        ["with a floor of 0.1", "not calibrated"],
      ].flat(),
      falseAlarms.map(falseAlarmCells),
    ),
    "",
    "### Windows until the alarm, drift from the first",
    "",
    table(
      [
        "rows from",
        "what moved",
        "windows between false alarms",
        "optimum",
        "Driftwheel",
        "ratio",
        "3 in a row",
        "one alarm",
      ],
      delays.map(delayCells),
    ),
    "",
  ].join("\n");
}

function falseAlarmCells(case_: FalseAlarms): readonly string[] {
  const { population, features, windowRows, baselineRows, windows, ratio, low, high } = case_;
  return [
    population,
    String(features),
    `${windowRows} rows`,
    `${baselineRows} rows`,
    String(windows),
    `${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
    `${case_.tenth.toFixed(2)} to ${case_.ninetieth.toFixed(2)}`,
    case_.floored.toFixed(2),
    case_.theory.toFixed(2),
  ];
}

function delayCells(case_: Delay): readonly string[] {
  return [
    case_.population,
    case_.shift,
    case_.runLength.toFixed(0),
    case_.optimum.toFixed(2),
    case_.driftwheel.toFixed(2),
    `${case_.ratio.toFixed(3)} +- ${case_.error.toFixed(3)}`,
    case_.threeInARow.toFixed(2),
    case_.oneAlarm.toFixed(2),
  ];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
