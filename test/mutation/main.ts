import { parseArgs } from "node:util";
import { fileReports, score, sumOf } from "./report.ts";
import { runStryker } from "./run-stryker.ts";
import { table } from "./table.ts";

/** The share of mutants that the tests must notice. */
const leastScore = 0.85;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const files = fileReports(runStryker(positionals));
if (files.length === 0) throw new Error("No mutants there: name a file or a folder of the decider.");
const all = sumOf(files);
if (values.json) {
  // The score stands in the numbers: npm would add its own object to standard output if this failed.
  process.stdout.write(`${JSON.stringify(all)}\n`);
} else {
  process.stdout.write(table(files));
  if (score(all) < leastScore) process.exitCode = 1;
}
