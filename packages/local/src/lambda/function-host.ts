import type { LocalWorld } from "../create-world.ts";
import { startSchedules } from "../events/schedules.ts";
import type { DeadLetter } from "../queues/message.ts";
import { Queue, type QueueSettings } from "../queues/queue.ts";
import type { FunctionSource } from "./function-source.ts";
import { Functions } from "./functions.ts";

export interface FunctionHost {
  readonly functions: Functions;
  readonly deadLetters: readonly DeadLetter[];
  /** True when every queue is empty and no function has a message. */
  readonly idle: boolean;
  close(): Promise<void>;
}

interface Wiring {
  readonly prefix: string;
  readonly queues: Partial<QueueSettings>;
  /** Intervals in milliseconds that take the place of the route table's, by the schedule's name; 0 for never. */
  readonly schedules: Readonly<Record<string, number>>;
}

/** Attaches functions to the world: a queue for each that routes lead to or that sends itself tasks, and the schedules. */
export function hostFunctions(world: LocalWorld, source: FunctionSource, wiring: Wiring): FunctionHost {
  const functions = new Functions(world, source, wiring.prefix);
  const queues = new Map<string, Queue>();
  const queueOf = (name: string, settings: Partial<QueueSettings>) => {
    const queue =
      queues.get(name) ??
      new Queue({
        name: `${wiring.prefix}${name}`,
        region: world.region,
        account: world.account,
        settings,
        log: (line) => world.log(line),
        warn: (line) => world.warn(line),
        invoke: (event) => functions.call(name, event),
      });
    queues.set(name, queue);
    return queue;
  };
  for (const route of source.routes) {
    const queue = queueOf(route.function, wiring.queues);
    world.buses.addRule(route, (event) => queue.send(JSON.stringify(event)));
  }
  const consume = (name: string, settings: Partial<QueueSettings>) => {
    const queue = queueOf(name, settings);
    world.queues.consumedBy(queue.name, (body) => queue.send(body));
  };
  for (const name of source.tasks ?? []) consume(name, { ...wiring.queues, batchSize: 1 });
  for (const name of source.messages ?? []) consume(name, wiring.queues);
  const endSchedules = startSchedules(
    world,
    source.schedules
      .map((schedule) => ({ ...schedule, every: wiring.schedules[schedule.name] ?? schedule.every }))
      .filter(({ every }) => every > 0)
      .map(({ name, every, function: target }) => ({
        name,
        every,
        call: (event) => functions.invoke(target, event),
      })),
  );
  return {
    functions,
    get deadLetters() {
      return [...queues.values()].flatMap((queue) => queue.deadLetters);
    },
    get idle() {
      return functions.idle && [...queues.values()].every((queue) => queue.idle);
    },
    async close() {
      endSchedules();
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await functions.close();
    },
  };
}
