import { assertComplete, handleMessage } from "@driftwheel/functions/shell/handle-message.ts";
import { median } from "../median.ts";
import { eventOf } from "./events.ts";
import { fleetOf } from "./fleet.ts";
import { portsInMemory } from "./ports-in-memory.ts";

const model = "model-1";
/** Events in one measurement: ten of each kind in ten. */
const events = 100;
/** Rounds that are not counted: nothing is compiled yet. */
const warmUp = 3;
/** Entries up to which each round fills a ledger of its own. */
const own = 1_000;

export interface Growth {
  /** Microseconds an event, by how many entries the ledger has; medians of the measurements there. */
  readonly microsecondsPerEvent: Readonly<Record<string, number>>;
  /** Over the last measurements, at the largest ledger. */
  readonly eventsPerSecond: number;
}

/**
 * Takes events, as JSON text, through parse, decide, append and effects, and measures around each size of the
 * ledger. The sizes take turns, so that whatever else the machine does meets all of them.
 */
export async function measureGrowth(sizes: readonly number[], rounds: number): Promise<Growth> {
  // Large ledgers go on from round to round; a small one would leave its size, so each round fills its own.
  const large = new Map<number, Grown>();
  for (const size of sizes) if (size > own) large.set(size, await ledgerOf(size));
  const times = new Map<number, number[]>(sizes.map((size) => [size, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const size of sizes) {
      const grown = large.get(size) ?? (await ledgerOf(size));
      const time = await grown.measure(size <= 10 ? 10 : events);
      if (round >= 0) times.get(size)?.push(time);
    }
  }
  const medians = new Map([...times].map(([size, all]) => [size, median(all)]));
  return {
    microsecondsPerEvent: Object.fromEntries(medians),
    eventsPerSecond: 1_000_000 / (medians.get(sizes.at(-1) ?? 0) ?? Number.NaN),
  };
}

type Grown = Awaited<ReturnType<typeof ledgerOf>>;

async function ledgerOf(size: number) {
  const { runtime, size: sizeOf } = portsInMemory();
  const messageContext = { fleet: fleetOf(1), runtime: async () => runtime };
  let number = 0;
  const one = async (body: string) => {
    assertComplete(await handleMessage(body, messageContext));
  };
  while (sizeOf(model) < size) await one(eventOf(model, number++));
  return {
    async measure(count: number) {
      const bodies = Array.from({ length: count }, () => eventOf(model, number++));
      const started = performance.now();
      for (const body of bodies) await one(body);
      return ((performance.now() - started) * 1_000) / count;
    },
  };
}
