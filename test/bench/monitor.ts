import { readArguments } from "../runner/arguments.ts";
import { median } from "./median.ts";
import { type Deployed, deployed } from "./monitor/as-deployed.ts";
import { type PayloadForm, payloadForms } from "./monitor/captured-bytes.ts";
import { freshRun, type Reader, type Run } from "./monitor/fresh-run.ts";
import { hasPandas, pandasRun } from "./monitor/python.ts";
import { sourceOf, withFolder, writeSource } from "./monitor/source-folder.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "7" },
    megabytes: { type: "string", default: "100" },
    before: { type: "string" },
  },
  "npm run -s bench:monitor -- [--rounds 7] [--megabytes 100] [--before CHECKOUT] [--json]",
);
const rounds = Number(values.rounds);
const megabytes = Number(values.megabytes);

await withFolder(async (folder) => {
  const modules = await deployed(folder, values.before);
  const measured = [];
  for (const form of payloadForms) {
    for (const features of [10, 50, 500]) measured.push(await measure(folder, modules, { features, form }));
  }
  if (values.json) {
    process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
    return;
  }
  console.table(measured.map(shown));
  await besidePandas(folder, modules);
  await byAmount(folder, modules);
});

/** All take turns, each in a fresh process; ratios are the medians of the rounds'. */
async function measure(
  folder: string,
  modules: Deployed,
  { features, form }: { readonly features: number; readonly form: PayloadForm },
) {
  const source = await writeSource(folder, { features, form, before: modules.before });
  const runs = { json: [] as Run[], monitor: [] as Run[], before: [] as Run[] };
  const take = async (reader: Reader) => {
    const taken = await freshRun(modules, reader, { source, megabytes });
    if (taken.records !== (runs.json[0] ?? taken).records) throw new Error(`${reader} read other records.`);
    runs[reader].push(taken);
  };
  for (let round = 0; round < rounds; round += 1) {
    await take("json");
    if (modules.before !== null) await take("before");
    await take("monitor");
  }
  const perSecond = (of: readonly Run[]) => median(of.map(({ records, seconds }) => records / seconds));
  const ratio = (of: readonly Run[], to: readonly Run[]) =>
    median(of.map(({ seconds }, round) => seconds / (to[round]?.seconds ?? Number.NaN)));
  const peak = (of: readonly Run[]) => Math.max(...of.map(({ peakMegabytes }) => peakMegabytes));
  return {
    features,
    form,
    records: runs.json[0]?.records ?? 0,
    recordsPerSecond: perSecond(runs.monitor),
    jsonParsePerSecond: perSecond(runs.json),
    ratioToJsonParse: ratio(runs.monitor, runs.json),
    peakMegabytes: peak(runs.monitor),
    ...(modules.before !== null && {
      before: {
        recordsPerSecond: perSecond(runs.before),
        peakMegabytes: peak(runs.before),
        timesQuicker: ratio(runs.before, runs.monitor),
      },
    }),
  };
}

function shown(row: Awaited<ReturnType<typeof measure>>) {
  return {
    features: row.features,
    form: row.form,
    "records/s": Math.round(row.recordsPerSecond),
    "JSON.parse/s": Math.round(row.jsonParsePerSecond),
    "x JSON.parse": row.ratioToJsonParse.toFixed(2),
    "peak MB": Math.round(row.peakMegabytes),
    ...(row.before && {
      "before, records/s": Math.round(row.before.recordsPerSecond),
      "before, peak MB": Math.round(row.before.peakMegabytes),
      "times quicker": row.before.timesQuicker.toFixed(2),
    }),
  };
}

async function besidePandas(folder: string, modules: Deployed): Promise<void> {
  if (!(await hasPandas())) {
    console.log("python3 with pandas and SciPy is not here (PYTHON names another python3): not compared.");
    return;
  }
  const rows = [];
  for (const features of [10, 50, 500]) {
    const source = sourceOf(folder, features);
    const python = await pandasRun(source, megabytes);
    const monitor = await freshRun(modules, "monitor", { source, megabytes });
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

async function byAmount(folder: string, modules: Deployed): Promise<void> {
  const rows = [];
  for (const amount of [10, 100, 2_000, 10_000]) {
    for (const features of [10, 500]) {
      const { records, seconds, peakMegabytes } = await freshRun(modules, "monitor", {
        source: sourceOf(folder, features),
        megabytes: amount,
      });
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
