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

const { values } = readArguments(
  { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false } },
  "npm run -s bench:decisions -- [--quick] [--json]",
);
const started = performance.now();
const cells = await measureDecisions(values.quick ? quickSize : fullSize, progressOf("rollouts"));

if (values.json) {
  // Rows of other subjects join those of rollouts here.
  const rows = [...cells.map(published)];
  process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
} else {
  printTargets(cells);
  if (!values.quick) {
    await writePlots(cells);
    const drift = await measureDrift({ quick: false, seed: 1 }, progressOf("drift"));
    await writePictures(drift, join(import.meta.dirname, "../../docs/concepts/how-drift-is-judged"));
    await writeReport([rolloutSection(cells), renderDrift(drift)]);
  }
  console.log(`${Math.round((performance.now() - started) / 1000)} s`);
}

function progressOf(subject: string) {
  return (done: number, all: number) => {
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r  ${subject}: ${done} of ${all} cells${done === all ? "\n" : " "}`);
  };
}

function published(cell: MeasuredCell): Cell {
  const { scenario, method, challenger, effect, promoted, rolledBack, timedOut, ratioToBound } = cell;
  return { scenario, method, challenger, effect, promoted, rolledBack, timedOut, ratioToBound };
}
