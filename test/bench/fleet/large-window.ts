import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "@driftwheel/core/events/parse.ts";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import type { DriftReported, WindowNotJudged } from "@driftwheel/core/vocabulary/signal.ts";
import type { LocalServer } from "@driftwheel/local/server.ts";
import { captured } from "../monitor/captured-bytes.ts";
import { hour } from "./captures.ts";
import { differences } from "./differences.ts";
import { baseline, endpointOf, startAws } from "./fleet-aws.ts";
import { mortalWorkers } from "./mortal-workers.ts";
import { startWorkers, type Workers } from "./workers.ts";

export interface LargeSettings {
  readonly gigabytes: number;
  readonly shardMegabytes: number;
  readonly processes: number;
  readonly delay: number;
  readonly seed: number;
}

const objectBytes = 50_000_000;
/** Bodies that differ; the objects have them in turn, with ETags of their own, so that nothing is stored twice. */
const bodies = 4;
const minute = 60_000;
const shared = "large";
const alone = "large-alone";
const bucket = "fleet-large";
/** Runs of the schedule in which a window must be judged. */
const mostRuns = 10;

/** One window with that many gigabytes, in shards of which one worker dies, and once more by one reader. */
export async function largeWindow(settings: LargeSettings, tell: (progress: string) => void) {
  const { gigabytes, processes, delay, seed, shardMegabytes } = settings;
  const now = new Date(hour.end.getTime() + 10 * minute);
  let workers: Workers | null = null;
  const started = () => {
    if (!workers) throw new Error("Nothing is called before the workers are there.");
    return workers;
  };
  const mortal = mortalWorkers(started, { killed: 0, repeated: 0, seed, surely: 2 });
  const models = { [shared]: bucket, [alone]: bucket };
  // Each reads as quickly as a processor lets it; more at once would take turns.
  const aws = await startAws(models, mortal.invoke, { workers: processes, told: false });
  const reports: Report[] = [];
  aws.local.world.buses.observe((_, event) => {
    const parsed = parse(event);
    if (parsed.result !== "signal") return;
    const { signal } = parsed;
    if (signal.kind !== "drift-reported" && signal.kind !== "window-not-judged") return;
    if (signal.windowEnd === hour.end.toISOString()) reports.push(signal);
  });
  try {
    tell("making large captures");
    const objects = Math.max(1, Math.round((gigabytes * 1e9) / objectBytes));
    await seedLarge(aws.local, objects, Math.min(objectBytes, (gigabytes * 1e9) / objects));
    workers = startWorkers({ processes, now, delay, shardMegabytes });
    const task = JSON.stringify({ model: shared, at: hour.end.toISOString() });
    const isJudged = (model: string) => reports.some(({ endpoint }) => endpoint === endpointOf(model));

    const began = performance.now();
    let runs = 0;
    for (; !isJudged(shared) && runs < mostRuns; runs += 1) {
      // The schedule's next run, five minutes later; what died is hidden for longer.
      if (runs > 0) await workers.forward(5 * minute);
      aws.send(task);
      while (!aws.local.idle()) {
        await sleep(50);
        tell(`large window: ${mortal.done.get("monitor")?.messages ?? 0} tasks done`);
      }
    }
    const seconds = (performance.now() - began) / 1_000;
    const { peakMegabytes } = await workers.told();
    await workers.close();

    // A process of its own, whose memory nobody used before.
    workers = startWorkers({ processes: 1, now, delay, shardMegabytes });
    const begun = performance.now();
    const reading = workers.run({ what: "one-reader", model: alone, end: hour.end.toISOString() });
    const done = new AbortController();
    void reading.finally(() => done.abort());
    while (!done.signal.aborted) {
      await sleep(500, undefined, { signal: done.signal }).catch(() => {});
      tell("large window: by one reader");
    }
    const ended = await reading;
    if (ended.how !== "answered") throw new Error(`One reader ended so: ${JSON.stringify(ended)}`);
    const secondsOfOneReader = (performance.now() - begun) / 1_000;
    const told = await workers.told();

    const [one, other] = [await keptOf(aws.local, shared, reports), await keptOf(aws.local, alone, reports)];
    const differing = differences(one, other);
    return {
      gigabytes,
      objects,
      shards: (await aws.local.world.objects.list(bucket, `${folderOf(shared)}/shards/`)).length,
      workers: processes,
      seconds,
      secondsOfOneReader,
      peakMegabytes,
      peakMegabytesOfOneReader: told.peakMegabytes,
      killed: mortal.killed,
      runs,
      rows: one.rows,
      violated: one.violated,
      sameAsOneReader: differing.length === 0,
      differences: differing.slice(0, 10),
      reports: reports.filter(({ endpoint }) => endpoint === endpointOf(shared)).length,
    };
  } finally {
    await workers?.close();
    await aws.close();
  }
}

type Report = DriftReported | WindowNotJudged;

async function seedLarge({ world }: LocalServer, objects: number, bytes: number): Promise<void> {
  const { pool, trained, columns, baseline: drawnAlike } = captured(10, Math.min(8_000_000, bytes));
  // The first feature has drifted since.
  const before = trained.map(([first, ...others]) => [Number(first) * 0.8, ...others]);
  const { driftwheel }: { readonly driftwheel: unknown } = JSON.parse(drawnAlike);
  const statistics = { ...statisticsOf(before, columns), driftwheel };
  await world.objects.put(
    baseline.bucket,
    baseline.key,
    new TextEncoder().encode(JSON.stringify(statistics)),
  );
  const made = Array.from({ length: bodies }, (_, index) => bodyOf(pool, bytes, index / bodies));
  world.objects.create(bucket);
  for (let index = 0; index < objects; index += 1) {
    const minutes = String(Math.floor((60 * index) / objects)).padStart(2, "0");
    for (const model of [shared, alone]) {
      const folder = `capture/${endpointOf(model)}/AllTraffic/2026/03/09/${hour.start.getUTCHours()}`;
      const key = `${folder}/${minutes}-${String(index).padStart(5, "0")}-capture.jsonl`;
      const etag = `${index.toString(16).padStart(32, "0")}`;
      world.objects.write(bucket, key, made[index % bodies] ?? pool, "PutObject", { etag });
    }
  }
}

/** The pool again and again, from some line of it on, up to so many bytes. */
function bodyOf(pool: Uint8Array, bytes: number, from: number): Uint8Array {
  const lineFeed = 10;
  const first = from === 0 ? 0 : pool.indexOf(lineFeed, Math.floor(pool.length * from)) + 1;
  const turned = Buffer.concat([pool.subarray(first), pool.subarray(0, first)]);
  const body = Buffer.alloc(Math.floor(bytes), turned);
  return body.subarray(0, body.lastIndexOf(lineFeed) + 1);
}

/** What is kept and told of a model's window, without what is each one's own. */
async function keptOf({ world }: LocalServer, model: string, reports: readonly Report[]) {
  const read = async (file: string): Promise<unknown> => {
    const body = await world.objects.get(bucket, `${folderOf(model)}/${file}`);
    return body && named(model, JSON.parse(new TextDecoder().decode(body)));
  };
  const report = reports.find(({ endpoint }) => endpoint === endpointOf(model));
  return {
    rows: report?.rows ?? 0,
    violated: (report && "features" in report ? report.features : []).flatMap(({ feature, violated }) =>
      violated ? [feature] : [],
    ),
    report: named(model, report),
    statistics: await read("statistics.json"),
    violations: await read("constraint_violations.json"),
  };
}

/** Where the window's reports lie. */
function folderOf(model: string): string {
  const day = hour.end.toISOString().slice(0, 10).replaceAll("-", "/");
  return `driftwheel/reports/${endpointOf(model)}/driftwheel/${day}/${hour.end.getUTCHours()}`;
}

/** Deciles are those of a sample, which is another one where shards are put together (docs/decisions/0019); a report's time is its own. */
const ownToEach = new Set(["kll", "at"]);

function named(model: string, value: unknown): unknown {
  const text = JSON.stringify(value ?? null).replaceAll(endpointOf(model), "it");
  return JSON.parse(text, (name, inside) => (ownToEach.has(name) ? undefined : inside));
}
