import { readArguments } from "../runner/arguments.ts";
import { median } from "./median.ts";
import { freshRun, type Run } from "./monitor/fresh-run.ts";
import { hasPandas, pandasRun } from "./monitor/python.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    megabytes: { type: "string", default: "100" },
  },
  "npm run -s bench:monitor -- [--rounds 5] [--megabytes 100] [--json]",
);
const rounds = Number(values.rounds);
const megabytes = Number(values.megabytes);

const measured = [];
for (const features of [10, 50, 500]) measured.push(await measure(features));

if (values.json) {
  const rows = measured.map(({ features, records, recordsPerSecond, ratioToJsonParse, peakMegabytes }) => ({
    features,
    records,
    recordsPerSecond,
    ratioToJsonParse,
    peakMegabytes,
  }));
  process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
} else {
  console.table(
    measured.map((row) => ({
      features: row.features,
      records: row.records,
      "records/s": Math.round(row.recordsPerSecond),
      "JSON.parse/s": Math.round(row.jsonParsePerSecond),
      "x JSON.parse": row.ratioToJsonParse.toFixed(2),
      "peak MB": Math.round(row.peakMegabytes),
    })),
  );
  await besidePandas();
  await byAmount();
}

/** The monitor and bare JSON.parse take turns, each in a fresh process; the ratio is the median of the rounds'. */
async function measure(features: number) {
  const monitored: Run[] = [];
  const ratios: number[] = [];
  const parsed: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const json = await freshRun("json", features, megabytes);
    const monitor = await freshRun("monitor", features, megabytes);
    if (monitor.records !== json.records) throw new Error("The monitor and JSON.parse read not the same.");
    monitored.push(monitor);
    ratios.push(monitor.seconds / json.seconds);
    parsed.push(json.records / json.seconds);
  }
  return {
    features,
    records: monitored[0]?.records ?? 0,
    recordsPerSecond: median(monitored.map(({ records, seconds }) => records / seconds)),
    jsonParsePerSecond: median(parsed),
    ratioToJsonParse: median(ratios),
    peakMegabytes: Math.max(...monitored.map((run) => run.peakMegabytes)),
  };
}

async function besidePandas(): Promise<void> {
  if (!(await hasPandas())) {
    console.log("python3 with pandas and SciPy is not here (PYTHON names another python3): not compared.");
    return;
  }
  const rows = [];
  for (const features of [10, 50, 500]) {
    const python = await pandasRun(features, megabytes);
    const monitor = await freshRun("monitor", features, megabytes);
    rows.push({
      features,
      "pandas + SciPy records/s": Math.round(python.records / python.seconds),
      "monitor records/s": Math.round(monitor.records / monitor.seconds),
      "pandas + SciPy peak MB": Math.round(python.peakMegabytes),
      "monitor peak MB": Math.round(monitor.peakMegabytes),
    });
  }
  console.table(rows);
}

async function byAmount(): Promise<void> {
  const rows = [];
  for (const amount of [10, 100, 2_000]) {
    for (const features of [10, 500]) {
      const { records, seconds, peakMegabytes } = await freshRun("monitor", features, amount);
      rows.push({
        MB: amount,
        features,
        records,
        seconds: seconds.toFixed(2),
        "peak MB": Math.round(peakMegabytes),
      });
    }
  }
  console.table(rows);
}
