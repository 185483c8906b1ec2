import { readArguments } from "../runner/arguments.ts";
import { fileReports, score, sumOf } from "./report.ts";
import { runStryker } from "./run-stryker.ts";
import { table } from "./table.ts";

/** The share of mutants that the tests must notice. */
const leastScore = 0.85;

const { values, positionals } = readArguments(
  { json: { type: "boolean", default: false } },
  "npm run -s test:mutation -- [file or folder of the decider ...] [--json]",
  { allowPositionals: true },
);
const files = fileReports(runStryker(positionals));
if (files.length === 0) throw new Error("No mutants there: name a file or a folder of the decider.");
const all = sumOf(files);
process.stdout.write(values.json ? `${JSON.stringify(all)}\n` : table(files));
if (score(all) < leastScore) process.exitCode = 1;
