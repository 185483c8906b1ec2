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
const { largeWindow } = await import("./fleet/large-window.ts");

const began = performance.now();
let nextTold = 2;
const tell = (progress: string) => {
  const seconds = Math.floor((performance.now() - began) / 1_000);
  if (seconds < nextTold) return;
  const { isTTY } = process.stderr;
  nextTold = seconds + (isTTY ? 1 : 10);
  process.stderr.write(isTTY ? `\r\u001b[K  ${seconds} s: ${progress}` : `  ${seconds} s: ${progress}\n`);
};
const processes = Number(values.processes);
const delay = Number(values.delay);
const seed = Number(values.seed);
const models = Number(values.models);
const gigabytes = Number(values["large-gigabytes"]);
const settings = { processes, delay, seed };
const fleet =
  models > 0
    ? await runFleet(
        {
          ...settings,
          models,
          workers: Number(values.workers),
          killed: Number(values.killed),
          repeated: Number(values.repeated),
        },
        tell,
      )
    : null;
const large =
  gigabytes > 0
    ? await largeWindow({ ...settings, gigabytes, shardMegabytes: Number(values["shard-megabytes"]) }, tell)
    : null;
if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
if (values.json) process.stdout.write(`${JSON.stringify({ ...fleet, large }, null, 2)}\n`);
else {
  for (const measured of [fleet, large]) if (measured) console.table(shown(measured));
}

/** Numbers as people read them; what has parts is for programs. */
function shown(measured: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(measured)
      .filter(([, value]) => typeof value !== "object")
      .map(([name, value]) => [name, typeof value === "number" ? Number(value.toPrecision(4)) : value]),
  );
}
