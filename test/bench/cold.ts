import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readArguments } from "../runner/arguments.ts";
import { measureColdStarts } from "./cold/measure.ts";
import { listenOutside } from "./cold/outside.ts";
import { listenRuntimeInterface } from "./cold/runtime-interface.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    runs: { type: "string", default: "21" },
    // AWS's client builds with tools that not every machine has, and takes minutes to.
    "interface-client": { type: "string" },
  },
  "npm run -s bench:cold -- [--runs 21] [--interface-client node_modules/aws-lambda-ric] [--json]",
);
const directory = await mkdtemp(join(tmpdir(), "driftwheel-bench-"));
const outside = await listenOutside();
const runtime = await listenRuntimeInterface();
const folder = values["interface-client"];
const client = folder === undefined ? undefined : { program: await programOf(resolve(folder)), runtime };
try {
  const starts = await measureColdStarts(directory, Number(values.runs), outside, client);
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
  runtime.close();
  await rm(directory, { recursive: true, force: true });
}

/** Where it is differs by version. */
async function programOf(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const { bin } = manifest as { readonly bin?: { readonly "aws-lambda-ric"?: string } }; // npm's own format
  return join(folder, bin?.["aws-lambda-ric"] ?? "index.mjs");
}
