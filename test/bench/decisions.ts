import { parseArgs } from "node:util";
import { fullSize, quickSize } from "./decisions/jobs.ts";
import { measureDecisions } from "./decisions/measure.ts";
import { writePlots } from "./decisions/plots.ts";
import { writeReport } from "./decisions/report.ts";
import { rolloutSection } from "./decisions/rollout-section.ts";
import type { Cell, MeasuredCell } from "./decisions/simulate.ts";
import { printTargets } from "./decisions/targets.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false } },
});
const started = performance.now();
const cells = await measureDecisions(values.quick ? quickSize : fullSize, (done, all) => {
  if (process.stderr.isTTY) process.stderr.write(`\r  rollouts: ${done} of ${all} cells `);
});
if (process.stderr.isTTY) process.stderr.write("\n");

if (values.json) {
  process.stdout.write(`${JSON.stringify(cells.map(published), null, 2)}\n`);
} else {
  printTargets(cells);
  if (!values.quick) {
    await writePlots(cells);
    // One entry for each half of the page, in its order.
    await writeReport([rolloutSection(cells)]);
  }
  console.log(`${Math.round((performance.now() - started) / 1000)} s`);
}

function published(cell: MeasuredCell): Cell {
  const { scenario, method, challenger, effect, promoted, rolledBack, timedOut, ratioToBound } = cell;
  return { scenario, method, challenger, effect, promoted, rolledBack, timedOut, ratioToBound };
}
