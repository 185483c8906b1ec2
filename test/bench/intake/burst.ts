import { parse } from "@driftwheel/core/signals/parse.ts";
import { intake } from "@driftwheel/functions/shell/intake.ts";
import { invocationContext } from "@driftwheel/local/lambda/invocation-context.ts";
import { Queue } from "@driftwheel/local/queues/queue.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { eventOf } from "./events.ts";
import { fleetOf } from "./fleet.ts";
import { portsInMemory } from "./ports-in-memory.ts";

export interface Burst {
  /** Messages, repeats included. */
  readonly sent: number;
  /** Different events of the fleet whose decision stands in a ledger. */
  readonly applied: number;
  /** Different events of the fleet that stand in none, and messages that ended in the dead-letter queue. */
  readonly lost: number;
  /** Signals, effects' answers among them, that caused entries in more than one append. */
  readonly appliedTwice: number;
  /** Effects that were asked for again with their first token, because two writers took them for abandoned. */
  readonly effectsRepeated: number;
  readonly seconds: number;
  /** How many of the messages repeat an earlier one, and how many concern no model of the fleet. */
  readonly repeats: number;
  readonly foreign: number;
}

/**
 * Sends a burst through the queue of packages/local into the very handler that is deployed, on ports in memory. One
 * message in twenty repeats one of the two hundred before it, and one effect in fifty is throttled at first, so that
 * its message comes again.
 */
export async function burst(sent: number, seed = 7): Promise<Burst> {
  const random = seededRandom(seed);
  const models = 20;
  const fleet = fleetOf(models);
  const memory = portsInMemory({ busy: () => random() < 0.02, grace: 20 });
  const handler = intake({
    name: "drift",
    connect: async () => ({ fleet, hands: async () => memory.hands }),
  });
  const queue = new Queue({
    name: "driftwheel-bench",
    region: "eu-west-1",
    account: "444455556666",
    settings: { retryDelay: 30, maxReceiveCount: 20, concurrency: 4 },
    log: () => {},
    warn: () => {},
    // The queue makes SQS events; Lambda's types for them are the handler's.
    invoke: (event) =>
      handler(event as Parameters<typeof handler>[0], invocationContext("bench", "arn:aws:lambda:::bench")),
  });
  const bodies: string[] = [];
  let repeats = 0;
  for (let index = 0; bodies.length < sent; index++) {
    if (index > 0 && random() < 0.05) {
      const back = 1 + Math.floor(random() * Math.min(200, bodies.length));
      bodies.push(bodies[bodies.length - back] ?? "");
      repeats++;
    } else bodies.push(eventOf(`model-${1 + (index % models)}`, Math.floor(index / models)));
  }
  const started = performance.now();
  for (const body of bodies) queue.send(body);
  while (!queue.idle) await new Promise((resolve) => setTimeout(resolve, 5));
  const seconds = (performance.now() - started) / 1_000;
  await queue.close();

  const expected = new Set(bodies.flatMap((body) => identityOf(body)));
  const applied = [...expected].filter((identity) => memory.appendsOf.has(identity)).length;
  const twice = (counts: ReadonlyMap<string, number>) =>
    [...counts.values()].filter((count) => count > 1).length;
  return {
    sent: bodies.length,
    applied,
    lost: expected.size - applied + queue.deadLetters.length,
    appliedTwice: twice(memory.appendsOf),
    effectsRepeated: twice(memory.performed),
    seconds,
    repeats,
    foreign: bodies.filter((body) => identityOf(body).length === 0).length,
  };
}

/** The identity of an event that concerns the fleet; none for another team's. */
function identityOf(body: string): readonly string[] {
  const parsed = parse(JSON.parse(body));
  if (parsed.result !== "signal")
    throw new Error(`The bench made an event that is ${parsed.result}: ${parsed.reason}`);
  return parsed.signal.kind === "endpoint-changed" ? [] : [parsed.signal.identity];
}
