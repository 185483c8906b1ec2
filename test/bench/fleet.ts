import { readArguments } from "../runner/arguments.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    models: { type: "string", default: "5000" },
    workers: { type: "string", default: "100" },
    "large-gigabytes": { type: "string", default: "100" },
    "shard-megabytes": { type: "string", default: "1024" },
    killed: { type: "string", default: "0.01" },
    repeated: { type: "string", default: "0.01" },
    delay: { type: "string", default: "30" },
    processes: { type: "string", default: "2" },
    seed: { type: "string", default: "1" },
  },
  `npm run -s bench:fleet -- [--models 5000] [--workers 100] [--large-gigabytes 100] [--killed 0.01] [--repeated 0.01]
  [--delay 30] [--processes 2] [--shard-megabytes 1024] [--seed 1] [--json]`,
);
// A line for each invocation would measure the terminal.
process.env.POWERTOOLS_LOG_LEVEL = "SILENT";
process.env.POWERTOOLS_METRICS_DISABLED = "true";
const { runFleet } = await import("./fleet/run-fleet.ts");

const began = performance.now();
const tell = (progress: string) => {
  const seconds = Math.round((performance.now() - began) / 1_000);
  if (seconds >= 2) process.stderr.write(`${process.stderr.isTTY ? "\r\u001b[K" : ""}  ${seconds} s: ${progress}${process.stderr.isTTY ? "" : "\n"}`);
};
const processes = Number(values.processes);
const delay = Number(values.delay);
const seed = Number(values.seed);
const fleet = await runFleet(
  {
    models: Number(values.models),
    workers: Number(values.workers),
    processes,
    delay,
    killed: Number(values.killed),
    repeated: Number(values.repeated),
    seed,
  },
  tell,
);
console.log(JSON.stringify(fleet, null, 2));
