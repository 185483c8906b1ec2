import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { methods } from "./methods/all.ts";
import { scenarios } from "./scenarios/all.ts";
import type { MeasuredCell } from "./simulate.ts";
import { isAtMinimum } from "./targets.ts";

/** Promoting an equal challenger is no error of a rule that looks for harm only. */
const claiming = new Set(
  methods.filter(({ looksFor }) => looksFor === "a difference").map(({ name }) => name),
);
/** A plot has a facet for each scenario; of the others the tables tell. */
const independent = new Set(
  scenarios.filter(({ subject }) => subject === "independent requests").map(({ name }) => name),
);
const folder = join(import.meta.dirname, "../../../docs/reference/decisions");

/** Draws the cells into docs/reference/decisions/. */
export async function writePlots(cells: readonly MeasuredCell[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const shown = cells.filter(({ scenario }) => independent.has(scenario));
  const plots = {
    "false-decisions.svg": bars({
      rows: shown
        .filter(({ challenger, method }) => challenger === "equal" && claiming.has(method))
        .map((cell) => row(cell, 100 * (cell.promoted + cell.rolledBack))),
      title: "False decisions when the arms are equal, % of trials",
      line: 5,
      domain: [0, 100],
    }),
    "harmful-promoted.svg": bars({
      rows: shown
        .filter((cell) => cell.challenger === "worse" && isAtMinimum(cell))
        .map((cell) => row(cell, 100 * cell.promoted)),
      title: "Harmful challengers promoted, % of trials (worse by what matters)",
      line: 0.1,
      domain: [0, 100],
    }),
    "time-over-bound.svg": bars({
      rows: shown
        .filter((cell) => cell.challenger === "worse" && isAtMinimum(cell))
        .map((cell) => row(cell, cell.ratioToBound ?? 0)),
      title: "Time to decide on a harmful challenger, times the bound (below 1 only by erring more)",
      line: 1.3,
      domain: [0, 5],
    }),
  };
  for (const [name, spec] of Object.entries(plots)) {
    const view = new View(parse(compile(spec).spec), { renderer: "none" });
    await writeFile(join(folder, name), `${await view.toSVG()}\n`);
    view.finalize();
  }
}

interface Row {
  readonly scenario: string;
  readonly method: string;
  readonly value: number;
}

function row({ scenario, method }: MeasuredCell, value: number): Row {
  return { scenario, method, value };
}

/** A small plot for each scenario, a bar for each method, a rule at the target. */
function bars(plot: {
  readonly rows: readonly Row[];
  readonly title: string;
  readonly line: number;
  readonly domain: readonly [number, number];
}): TopLevelSpec {
  const methods = [...new Set(plot.rows.map(({ method }) => method))];
  const y = { field: "method", type: "nominal", sort: methods, title: null } as const;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    title: plot.title,
    data: { values: [...plot.rows] },
    facet: { field: "scenario", type: "nominal", sort: scenarios.map(({ name }) => name), title: null },
    columns: 3,
    spec: {
      width: 170,
      height: 130,
      layer: [
        {
          mark: { type: "bar", clip: true },
          encoding: {
            y,
            x: {
              field: "value",
              type: "quantitative",
              title: null,
              scale: { domain: [...plot.domain] },
            },
            color: {
              condition: { test: "datum.method === 'driftwheel'", value: "#1b6ca8" },
              value: "#b9c3cc",
            },
          },
        },
        {
          mark: { type: "text", align: "right", fontSize: 9 },
          encoding: {
            y,
            x: { value: 166 },
            text: { field: "value", type: "quantitative", format: ".3~r" },
          },
        },
        {
          mark: { type: "rule", color: "#c0392b", strokeDash: [3, 3] },
          encoding: { x: { datum: plot.line } },
        },
      ],
    },
  };
}
