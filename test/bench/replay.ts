import { readArguments } from "../runner/arguments.ts";
import { onTwoCores } from "./on-two-cores.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    models: { type: "string", default: "200" },
    windows: { type: "string", default: "8760" },
  },
  "npm run -s bench:replay -- [--models 200] [--windows 8760] [--json]",
);

interface Replayed {
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
  /** Of the worker's own thread. */
  readonly cpuSeconds: number;
  readonly entries: number;
  readonly windows: number;
  readonly partings: number;
  readonly was: number;
  readonly would: number;
}

const [models, windows] = [Number(values.models), Number(values.windows)];
/** So many ledgers are written before, and read again and again: a year of 200 would not fit into memory. */
const ledgers = Math.min(4, models);
const replayed = await onTwoCores<Replayed>(
  new URL("replay/worker.ts", import.meta.url),
  { windows, ledgers },
  models,
  (done, all) => {
    if (process.stderr.isTTY) process.stderr.write(`\r  ${done} of ${all} models `);
  },
);
const sum = (of: (one: Replayed) => number) => replayed.reduce((all, one) => all + of(one), 0);
// From the first ledger's first line to the last one's last decision, on both cores.
const seconds =
  (Math.max(...replayed.map(({ ended }) => ended)) - Math.min(...replayed.map(({ began }) => began))) / 1000;
const result = {
  models,
  windows: sum((one) => one.windows),
  entries: sum((one) => one.entries),
  seconds: Number(seconds.toFixed(2)),
  // Where others want the cores as well, what it took of them says more than the clock.
  cpuSeconds: Number(sum((one) => one.cpuSeconds).toFixed(1)),
  cpuMicrosecondsPerWindow: Number(
    ((1e6 * sum((one) => one.cpuSeconds)) / sum((one) => one.windows)).toFixed(1),
  ),
  partings: sum((one) => one.partings),
  retrainings: { was: sum(({ was }) => was), would: sum(({ would }) => would) },
};
if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
else console.table(result);
