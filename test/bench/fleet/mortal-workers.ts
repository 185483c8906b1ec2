import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { SQSEvent } from "aws-lambda";
import type { Invoke } from "./fleet-aws.ts";
import type { Death } from "./invocation.ts";
import type { Workers } from "./workers.ts";

/** Calls of a task that judges a window, the last of which write its reports and tell of it. */
const callsAtMost = 55;
/** Calls that every task makes. */
const callsAtLeast = 5;

interface Chances {
  /** Of dying at one of its calls to AWS, of a function's invocation. */
  readonly killed: number;
  /** Of a message to be delivered twice at once. */
  readonly repeated: number;
  readonly seed: number;
  /** An invocation that dies whatever the chance is, by its number from 0. */
  readonly surely?: number;
}

export interface Invoked {
  readonly invocations: number;
  readonly messages: number;
  /** By themselves, for a reason: none is expected. */
  readonly failed: number;
}

/** Workers some of whom die, as Lambdas do: nothing is answered, and their messages stay hidden until their time is over. */
export interface MortalWorkers {
  readonly invoke: Invoke;
  readonly killed: number;
  readonly repeated: number;
  readonly failures: readonly string[];
  /** By function. */
  readonly done: ReadonlyMap<string, Invoked>;
  /** The messages that are hidden, which come again now: bodies by their function. */
  comeAgain(): readonly { readonly name: string; readonly body: string }[];
}

export function mortalWorkers(
  workers: () => Workers,
  { killed, repeated, seed, surely }: Chances,
): MortalWorkers {
  const integers = seededIntegers(seed);
  const chance = (of: number) => integers() / 2 ** 32 < of;
  let begun = 0;
  const death = (): Death | null => {
    const diesSurely = begun === surely;
    const dies = chance(killed) || diesSurely;
    begun += 1;
    const calls = diesSurely ? callsAtLeast : callsAtMost;
    return dies ? { call: 1 + (integers() % calls), made: chance(0.5) } : null;
  };
  const done = new Map<string, Invoked>();
  const failures: string[] = [];
  const hidden: { readonly name: string; readonly body: string }[] = [];
  const counts = { killed: 0, repeated: 0 };
  const once = async (name: string, event: unknown) => {
    const records = recordsOf(event);
    // A run that plans is one of a whole fleet's; who works is many.
    const ended = await workers().handle(name, event, records.length > 0 ? death() : null);
    const before = done.get(name) ?? { invocations: 0, messages: 0, failed: 0 };
    done.set(name, {
      invocations: before.invocations + 1,
      messages: before.messages + records.length,
      failed: before.failed + (ended.how === "failed" ? 1 : 0),
    });
    if (ended.how === "answered") return ended.answer;
    if (ended.how === "failed") {
      failures.push(ended.message);
      throw new Error(ended.message);
    }
    counts.killed += 1;
    hidden.push(...records.map(({ body }) => ({ name, body })));
    // The queue has nothing more to do with them until they come again.
    return undefined;
  };
  return {
    async invoke(name, event) {
      if (recordsOf(event).length === 0 || !chance(repeated)) return await once(name, event);
      counts.repeated += 1;
      const [first] = await Promise.all([once(name, event), once(name, event)]);
      return first;
    },
    get killed() {
      return counts.killed;
    },
    get repeated() {
      return counts.repeated;
    },
    failures,
    done,
    comeAgain: () => hidden.splice(0),
  };
}

function recordsOf(event: unknown): SQSEvent["Records"] {
  // A queue of the small AWS hands over nothing else.
  return typeof event === "object" && event !== null && "Records" in event ? (event as SQSEvent).Records : [];
}
