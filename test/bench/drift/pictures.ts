import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { driftBegins, type ExampleWindow, examplePromise, exampleRun } from "./example-run.ts";
import type { DriftResult } from "./measure.ts";
import { lineOf } from "./watch.ts";

/** Draws an example run, and how the promise was kept, into a folder. */
export async function writePictures(result: DriftResult, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "cusum.svg"), `${await cusumPicture(exampleRun(result.seed))}\n`);
  await writeFile(join(folder, "false-alarms.svg"), `${await falseAlarmsPicture(result)}\n`);
}

const look = {
  config: { background: "white", font: "sans-serif", view: { stroke: null }, axis: { labelLimit: 600 } },
} as const;

/** The scores of windows one after another, and the sum that is compared with the line. */
function cusumPicture(windows: readonly ExampleWindow[]): Promise<string> {
  const line = lineOf(examplePromise);
  const x = {
    field: "window",
    type: "quantitative" as const,
    title: "window",
    axis: { grid: false },
    scale: { domain: [0, windows.length + 1], nice: false },
  };
  return svgOf({
    ...look,
    title: "Seattle's days; from window 41 on, every third is New York's",
    data: { values: [...windows] },
    vconcat: [
      {
        width: 640,
        height: 140,
        layer: [
          {
            mark: { type: "bar", width: 7 },
            encoding: { x, y: { field: "score", type: "quantitative", title: "score of the window" } },
          },
          { mark: { type: "rule", strokeDash: [4, 4] }, encoding: { x: { datum: driftBegins - 0.5 } } },
        ],
      },
      {
        width: 640,
        height: 180,
        layer: [
          {
            mark: { type: "line", point: true },
            encoding: { x, y: { field: "cusum", type: "quantitative", title: "CUSUM" } },
          },
          { mark: { type: "rule", color: "firebrick" }, encoding: { y: { datum: line } } },
          { mark: { type: "rule", strokeDash: [4, 4] }, encoding: { x: { datum: driftBegins - 0.5 } } },
        ],
      },
    ],
  });
}

/** False alarms over those promised, with their intervals and the band of a fifth to either side. */
function falseAlarmsPicture({ falseAlarms }: DriftResult): Promise<string> {
  const values = falseAlarms.map(({ population, features, windowRows, baselineRows, ...numbers }) => ({
    ...numbers,
    case: `${population}, ${features} feature${features === 1 ? "" : "s"}, ${windowRows} of ${baselineRows} rows`,
  }));
  const y = { field: "case", type: "nominal", sort: null, title: null, axis: { labelLimit: 600 } } as const;
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    title: "false alarms, over those promised (crosses: not calibrated)",
    scale: { type: "log" as const, domain: [0.4, 8], nice: false, clamp: true },
    axis: { values: [0.5, 0.8, 1, 1.2, 2, 4, 8] },
  });
  return svgOf({
    ...look,
    width: 420,
    height: { step: 22 },
    data: { values },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: "rect", opacity: 0.15, color: "seagreen" },
        encoding: { x: { datum: 0.8 }, x2: { datum: 1.2 } },
      },
      { data: { values: [{}] }, mark: { type: "rule", color: "seagreen" }, encoding: { x: { datum: 1 } } },
      { mark: "rule", encoding: { y, x: x("low"), x2: { field: "high" } } },
      { mark: { type: "point", filled: true, size: 60 }, encoding: { y, x: x("ratio") } },
      {
        mark: { type: "point", shape: "cross", color: "firebrick", size: 60 },
        encoding: { y, x: x("theory") },
      },
    ],
  });
}

async function svgOf(picture: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(picture).spec), { renderer: "none" });
  return `${await view.toSVG()}\n`;
}
