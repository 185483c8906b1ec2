import type { Delay } from "./delay.ts";
import type { FalseAlarms } from "./false-alarms.ts";
import type { DriftResult } from "./measure.ts";

/** The measurements as a section of markdown. */
export function renderDrift({ falseAlarms, delays, seed, quick }: DriftResult): string {
  return [
    "## Drift",
    "",
    `Seed ${seed}, ${quick ? "quick" : "full"} form, through the code that judges live windows. Baselines and windows are drawn
with replacement from the same rows; one alarm in 100 windows is promised, with an effect floor of 0. Why and how is told
in [how drift is judged](../concepts/how-drift-is-judged.md).`,
    "",
    table(["target", "limit", "worst figure", "where", ""], targetCells(falseAlarms, delays)),
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
    `The optimum is a CUSUM of the same windows' strongest line, made exactly standard normal by windows without drift, not
clipped, with as many false alarms; "3 in a row" and "one alarm" have that rate too. "Of ten baselines, eight" is the
range from the tenth to the ninetieth of a hundred baselines, chance in the count included.`,
    "",
  ].join("\n");
}

/** Nothing measured is nothing met. */
function targetCells(
  falseAlarms: readonly FalseAlarms[],
  delays: readonly Delay[],
): readonly (readonly string[])[] {
  const away = ({ ratio }: FalseAlarms) => Math.abs(ratio - 1);
  const worst = falseAlarms.toSorted((one, other) => away(other) - away(one))[0];
  const slowest = delays.toSorted((one, other) => other.ratio - one.ratio)[0];
  return [
    [
      "false alarms, over those promised",
      "0.80 to 1.20",
      worst?.ratio.toFixed(2) ?? "not measured",
      worst
        ? `${worst.population}, ${worst.features} features, ${worst.windowRows} rows against ${worst.baselineRows}`
        : "",
      worst && away(worst) <= 0.2 ? "met" : "**missed**",
    ],
    [
      "delay, over a CUSUM with as many false alarms",
      "1.05",
      slowest?.ratio.toFixed(3) ?? "not measured",
      slowest ? `${slowest.population}, ${slowest.shift}` : "",
      slowest && slowest.ratio <= 1.05 ? "met" : "**missed**",
    ],
  ];
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
