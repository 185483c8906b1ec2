import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../median.ts";
import { hour } from "./captures.ts";
import { type FleetAws, startAws } from "./fleet-aws.ts";
import type { Calls } from "./invocation.ts";
import { judgedWindows } from "./judged-windows.ts";
import { monthlyPrice, type Run } from "./monthly-price.ts";
import { type Invoked, type MortalWorkers, mortalWorkers } from "./mortal-workers.ts";
import { modelsInBuckets, objectsEach, queueEvent, seedFleet } from "./seed-fleet.ts";
import { callsSince, startWorkers, type Workers } from "./workers.ts";

export interface FleetSettings {
  readonly models: number;
  /** At once. */
  readonly workers: number;
  readonly processes: number;
  /** Milliseconds that each call to AWS takes longer. */
  readonly delay: number;
  /** Shares of all invocations. */
  readonly killed: number;
  readonly repeated: number;
  readonly seed: number;
}

const minute = 60_000;
/** A run of the schedule comes so long after the window's end and the policy's lag. */
const begins = 10 * minute;
/** A monitor's message is hidden so long: six times its fifteen minutes (`stacks/functions/sizes.ts`). */
const hiddenFor = 90 * minute;
/** Models that are judged once more by themselves, which tells what an invocation takes. */
const alone = 15;

/** A window of the whole fleet, in which workers die: see docs/reference/benchmarks.md. */
export async function runFleet(settings: FleetSettings, tell: (progress: string) => void) {
  const models = modelsInBuckets(settings.models);
  const sample = Object.keys(models).slice(1, 1 + alone);
  let workers: Workers | null = null;
  const started = () => {
    if (!workers) throw new Error("Nothing is called before the workers are there.");
    return workers;
  };
  const mortal = mortalWorkers(started, settings);
  const aws = await startAws(models, mortal.invoke, { workers: settings.workers, told: true });
  try {
    // Started now, for the environment is that of the small AWS.
    workers = startWorkers({
      processes: settings.processes,
      now: new Date(hour.end.getTime() + begins),
      delay: settings.delay,
      shardMegabytes: 1024,
    });
    tell("putting captures");
    const bytes = await seedFleet(aws.local, models, { workers, alsoNext: sample });
    await settled(aws);
    const measure = measuring(aws, { workers, mortal, tell });

    const first = await measure("first run", () => aws.schedule());
    const afterFirst = await judgedWindows(aws.local, models, hour.end);
    await workers.forward(5 * minute);
    const second = await measure("next run", () => aws.schedule());
    await workers.forward(hiddenFor);
    const third = await measure("messages that come again", () => comeAgain(aws, mortal));
    const result = await judgedWindows(aws.local, models, hour.end);

    const windowEnd = new Date(hour.end.getTime() + 60 * minute);
    const seconds = await secondsAlone(aws, workers, { sample, windowEnd });
    const { peakMegabytes } = await workers.told();
    return {
      models: settings.models,
      objects: settings.models * objectsEach,
      bytes,
      workers: settings.workers,
      seconds: first.seconds + second.seconds + third.seconds,
      secondsOfRuns: { first: first.seconds, next: second.seconds, comeAgain: third.seconds },
      peakMegabytes,
      lost: result.lost + aws.local.deadLetters().length,
      twice: result.twice,
      killed: mortal.killed,
      repeated: mortal.repeated,
      failed: mortal.failures.length,
      withoutJudgementAfterFirstRun: afterFirst.lost,
      callsPerWindow: perWindow(first.calls, settings.models),
      secondsAlone: { judging: seconds.judging.monitor, finding: seconds.finding.monitor },
      dollarsPerMonth: monthlyPrice(
        { ...first, seconds: seconds.judging },
        { ...second, seconds: seconds.finding },
      ),
    };
  } finally {
    await workers?.close();
    await aws.close();
  }
}

interface Measured extends Omit<Run, "seconds"> {
  /** Until every queue was empty. */
  readonly seconds: number;
}

function measuring(
  aws: FleetAws,
  {
    workers,
    mortal,
    tell,
  }: { readonly workers: Workers; readonly mortal: MortalWorkers; readonly tell: (progress: string) => void },
) {
  return async (what: string, begin: () => Promise<void>): Promise<Measured> => {
    const [called, done] = [await workers.told(), new Map(mortal.done)];
    const invoked = () => since(done, mortal.done);
    const began = performance.now();
    await begin();
    await settled(aws, () => {
      const done = (name: string) => invoked().get(name)?.messages ?? 0;
      tell(`${what}: ${done("monitor")} tasks done, ${done("drift")} events decided on`);
    });
    const seconds = (performance.now() - began) / 1_000;
    return { seconds, calls: callsSince(called, await workers.told()), invoked: invoked() };
  };
}

async function settled({ local }: FleetAws, tell: () => void = () => {}): Promise<void> {
  for (let asked = 1; !local.idle(); asked += 1) {
    await sleep(50);
    if (asked % 20 === 0) tell();
  }
}

/** Until nobody died any more. */
async function comeAgain(aws: FleetAws, mortal: MortalWorkers): Promise<void> {
  for (let hidden = mortal.comeAgain(); hidden.length > 0; hidden = mortal.comeAgain()) {
    for (const { name, body } of hidden) {
      if (name === "monitor") aws.send(body);
      // Nobody but EventBridge sends to the others' queues.
      else aws.local.world.buses.put("default", JSON.parse(body));
    }
    await settled(aws);
  }
}

/** What an invocation takes that has the processor to itself, as on Lambda: medians, by the function. */
async function secondsAlone(
  aws: FleetAws,
  workers: Workers,
  { sample, windowEnd }: { readonly sample: readonly string[]; readonly windowEnd: Date },
) {
  await workers.forward(60 * minute);
  const told: string[] = [];
  const stop = aws.local.world.buses.observe((_, event) => {
    if (event.source === "driftwheel.monitor") told.push(JSON.stringify(event));
  });
  const tasks = async () => {
    const taken = [];
    for (const model of sample) {
      const task = JSON.stringify({ model, at: windowEnd.toISOString() });
      const ended = await workers.handle("monitor", queueEvent([task]));
      if (ended.how === "answered") taken.push(ended.seconds);
      await settled(aws);
    }
    return median(taken);
  };
  const [judging, finding] = [await tasks(), await tasks()];
  stop();
  const handled = [];
  for (const event of told) {
    const ended = await workers.handle("drift", queueEvent([event]));
    if (ended.how === "answered") handled.push(ended.seconds);
  }
  const drift = median(handled);
  return { judging: { monitor: judging, drift }, finding: { monitor: finding, drift } };
}

function since(
  before: ReadonlyMap<string, Invoked>,
  after: ReadonlyMap<string, Invoked>,
): ReadonlyMap<string, Invoked> {
  return new Map(
    [...after].map(([name, { invocations, messages, failed }]) => {
      const was = before.get(name) ?? { invocations: 0, messages: 0, failed: 0 };
      return [
        name,
        {
          invocations: invocations - was.invocations,
          messages: messages - was.messages,
          failed: failed - was.failed,
        },
      ];
    }),
  );
}

function perWindow({ made }: Calls, models: number): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(made).map(([name, count]) => [name, Math.round((10 * count) / models) / 10]),
  );
}
