import { assertComplete, take } from "@driftwheel/functions/shell/take.ts";
import { median } from "../median.ts";
import { eventOf } from "./events.ts";
import { fleetOf } from "./fleet.ts";
import { portsInMemory } from "./ports-in-memory.ts";

const model = "model-1";
/** Events in one measurement: ten of each kind in ten. */
const events = 100;

export interface Growth {
  /** Microseconds an event, by how many entries the ledger has; medians of the measurements there. */
  readonly microsecondsPerEvent: Readonly<Record<string, number>>;
  /** Over the last measurements, at the largest ledger. */
  readonly eventsPerSecond: number;
}

/**
 * Takes events, as JSON text, through parse, decide, append and effects until the ledger has the last size, and
 * measures around each size. A small ledger would grow past its size while it is measured, so there many are filled.
 */
export async function measureGrowth(sizes: readonly number[], rounds: number): Promise<Growth> {
  const microsecondsPerEvent: Record<string, number> = {};
  await microsecondsAt(100, 3); // Nothing is compiled yet in the first.
  for (const size of sizes) microsecondsPerEvent[String(size)] = await microsecondsAt(size, rounds);
  return {
    microsecondsPerEvent,
    eventsPerSecond: 1_000_000 / (microsecondsPerEvent[String(sizes.at(-1))] ?? Number.NaN),
  };
}

async function microsecondsAt(size: number, rounds: number): Promise<number> {
  const times: number[] = [];
  // Up to a thousand entries each measurement begins with a ledger of its own.
  let grown = await ledgerOf(size);
  for (let round = 0; round < rounds; round++) {
    if (size <= 1_000) grown = await ledgerOf(size);
    times.push(await grown.measure(size <= 10 ? 10 : events));
  }
  return median(times);
}

async function ledgerOf(size: number) {
  const { hands, size: sizeOf } = portsInMemory({ busy: () => false, grace: 45_000 });
  const outside = { fleet: fleetOf(1), hands: async () => hands };
  let number = 0;
  const one = async (body: string) => {
    const taken = await take(body, outside);
    if (taken.result === "handled") assertComplete(taken.handled);
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
