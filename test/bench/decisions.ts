import { join } from "node:path";
import { readArguments } from "../runner/arguments.ts";
import { fullSize, quickSize } from "./decisions/jobs.ts";
import { measureDecisions } from "./decisions/measure.ts";
import { writePlots } from "./decisions/plots.ts";
import { writeReport } from "./decisions/report.ts";
import { rolloutSection } from "./decisions/rollout-section.ts";
import type { Cell, MeasuredCell } from "./decisions/simulate.ts";
import { printTargets } from "./decisions/targets.ts";
import { measureDrift } from "./drift/measure.ts";
import { writePictures } from "./drift/pictures.ts";
import { renderDrift } from "./drift/render.ts";
import { fullTraffic, measureTraffic, quickTraffic } from "./drift/traffic/measure.ts";
import { renderTraffic } from "./drift/traffic/render.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    page: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
  },
  "npm run -s bench:decisions -- [--quick] [--json] [--page]",
);
const started = performance.now();
const cells = await measureDecisions(values.quick ? quickSize : fullSize, progressOf("rollouts"));

const traffic = await measureTraffic(values.quick ? quickTraffic : fullTraffic, progressOf("traffic"));

if (values.json) process.stdout.write(`${JSON.stringify([...cells.map(published), ...traffic], null, 2)}\n`);
else printTargets(cells);
if (values.quick && !values.json) process.stdout.write(renderTraffic(traffic));
// Who asked for JSON asked for nothing to be written, unless they name the page too.
if (!values.quick && (values.page || !values.json)) {
  await writePlots(cells);
  const drift = await measureDrift({ quick: false, seed: 1 }, progressOf("drift"));
  await writePictures(drift, join(import.meta.dirname, "../../docs/concepts/how-drift-is-judged"));
  await writeReport([rolloutSection(cells), renderDrift(drift), renderTraffic(traffic)]);
}
console.error(`${Math.round((performance.now() - started) / 1000)} s`);

function progressOf(subject: string) {
  return (done: number, all: number) => {
    const line = `  ${subject}: ${done} of ${all} cells`;
    if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === all ? "\n" : " "}`);
    // A log of a run that takes an hour gets a line now and then.
    else if (done % 25 === 0 || done === all) process.stderr.write(`${line}\n`);
  };
}

function published(cell: MeasuredCell): Cell {
  const { scenario, method, challenger, effect, promoted, rolledBack, timedOut, ratioToBound } = cell;
  return { scenario, method, challenger, effect, promoted, rolledBack, timedOut, ratioToBound };
}
