import { cpus, loadavg } from "node:os";
import { readArguments } from "../runner/arguments.ts";
import { median } from "./median.ts";
import { askInPairs, type Pairs } from "./proxy/pairs.ts";
import { startSmallAws } from "./proxy/small-aws.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    pairs: { type: "string", default: "2000" },
    "warm-up": { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
  },
  `npm run -s bench:proxy -- [--pairs 2000] [--warm-up 300] [--seed 1] [--json]

What the invoke proxy adds beside an endpoint that is asked directly, on the small AWS, in pairs.`,
);

/** A model that the proxy logs for, and one that it does not: what it does after the answer should be no caller's to wait for. */
const models = ["logged", "plain"] as const;
const aws = await startSmallAws(models);
try {
  const rows = [];
  for (const model of models) {
    const measured = await askInPairs(aws.url, model, {
      pairs: Number(values.pairs),
      warmUp: Number(values["warm-up"]),
      seed: Number(values.seed),
    });
    rows.push({ model, ...figuresOf(measured) });
  }
  const load = loadavg()[0] ?? 0;
  if (values.json) {
    const machine = { processor: cpus()[0]?.model, cores: cpus().length, node: process.version, load };
    const report = { date: new Date().toISOString(), machine, pairs: Number(values.pairs), rows };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    console.table(rows);
    console.log(`Milliseconds. Load of the machine: ${load.toFixed(1)} on ${cpus().length} cores.`);
  }
} finally {
  await aws.stop();
}

/** Milliseconds. What is added at p50 is the median of the pairs' differences, and at p99 the difference of both. */
function figuresOf({ direct, proxied }: Pairs) {
  const added = proxied.map((milliseconds, pair) => milliseconds - (direct[pair] ?? 0));
  const rounded = (milliseconds: number) => Number(milliseconds.toFixed(3));
  return {
    directP50: rounded(median(direct)),
    proxiedP50: rounded(median(proxied)),
    addedP50: rounded(median(added)),
    directP99: rounded(percentile(direct, 0.99)),
    proxiedP99: rounded(percentile(proxied, 0.99)),
    addedP99: rounded(percentile(proxied, 0.99) - percentile(direct, 0.99)),
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
