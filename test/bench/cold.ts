import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readArguments } from "../runner/arguments.ts";
import { measureColdStarts } from "./cold/measure.ts";
import { listenOutside } from "./cold/outside.ts";

const { values } = readArguments(
  { json: { type: "boolean", default: false }, runs: { type: "string", default: "21" } },
  "npm run -s bench:cold -- [--runs 21] [--json]",
);
const directory = await mkdtemp(join(tmpdir(), "driftwheel-bench-"));
const outside = await listenOutside();
try {
  const starts = await measureColdStarts(directory, Number(values.runs), outside);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(starts, null, 2)}\n`);
  } else {
    const rows = starts.map((start) => ({
      function: start.function,
      "loaded kB": (start.bundleBytes / 1000).toFixed(0),
      "deployed kB": (start.deployedBytes / 1000).toFixed(0),
      ms: start.milliseconds.toFixed(1),
      "empty ms": start.emptyMilliseconds.toFixed(1),
      ratio: start.ratio.toFixed(2),
      until: start.end === "handled" ? "handled" : start.ended,
    }));
    console.table(rows);
  }
} finally {
  outside.close();
  await rm(directory, { recursive: true, force: true });
}
