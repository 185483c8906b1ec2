import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Calls, Death, Ended, Order, Reply, Told, Work } from "./invocation.ts";

const file = fileURLToPath(new URL("worker.ts", import.meta.url));

interface Settings {
  readonly processes: number;
  /** What the workers' clocks begin with. */
  readonly now: Date;
  /** Milliseconds that each call to AWS takes longer. */
  readonly delay: number;
  readonly shardMegabytes: number;
}

/** Processes with workers in them. */
export interface Workers {
  run(work: Work): Promise<Ended>;
  handle(name: string, event: unknown, death?: Death | null): Promise<Ended>;
  forward(milliseconds: number): Promise<void>;
  /** What all of them have called so far, and the largest process's memory. */
  told(): Promise<Told>;
  close(): Promise<void>;
}

/** Starts the processes, with this one's environment. */
export function startWorkers({ processes, now, delay, shardMegabytes }: Settings): Workers {
  const words = [String(now.getTime()), String(delay), String(shardMegabytes)];
  const all = Array.from({ length: processes }, () => new WorkerProcess(words));
  const run = (work: Work) => leastBusy(all).run(work);
  return {
    run,
    handle: (name, event, death = null) => run({ what: "handler", name, event, death }),
    async forward(milliseconds) {
      await Promise.all(all.map((each) => each.forward(milliseconds)));
    },
    async told() {
      const told = await Promise.all(all.map((each) => each.tell()));
      return { ...sum(told), peakMegabytes: Math.max(...told.map(({ peakMegabytes }) => peakMegabytes)) };
    },
    async close() {
      await Promise.all(all.map((each) => each.close()));
    },
  };
}

/** What was called in between. */
export function callsSince(before: Calls, after: Calls): Calls {
  const made = Object.entries(after.made).map(
    ([name, count]) => [name, count - (before.made[name] ?? 0)] as const,
  );
  return {
    made: Object.fromEntries(made),
    writeUnits: after.writeUnits - before.writeUnits,
    readUnits: after.readUnits - before.readUnits,
  };
}

function sum(all: readonly Calls[]): Calls {
  const made: Record<string, number> = {};
  for (const calls of all) {
    for (const [name, count] of Object.entries(calls.made)) made[name] = (made[name] ?? 0) + count;
  }
  const of = (unit: "writeUnits" | "readUnits") => all.reduce((total, calls) => total + calls[unit], 0);
  return { made, writeUnits: of("writeUnits"), readUnits: of("readUnits") };
}

function leastBusy(all: readonly WorkerProcess[]): WorkerProcess {
  const [first, ...others] = all;
  if (!first) throw new Error("There is no process for workers.");
  return others.reduce((least, each) => (each.busy < least.busy ? each : least), first);
}

class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #next = 0;
  /** How many work in it. */
  busy = 0;

  constructor(words: readonly string[]) {
    this.#child = fork(file, words, { serialization: "advanced" });
    this.#child.on("message", (reply: Reply) => {
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    });
    this.#child.on("exit", (code) => {
      if (this.#waiting.size > 0) throw new Error(`A process of workers ended with ${code}.`);
    });
  }

  async run(work: Work): Promise<Ended> {
    this.busy += 1;
    const reply = await this.#ask((id) => ({ id, work }));
    this.busy -= 1;
    if (!("ended" in reply)) throw new Error("A worker answers how its work ended.");
    return reply.ended;
  }

  async forward(milliseconds: number): Promise<void> {
    await this.#ask((id) => ({ id, forward: milliseconds }));
  }

  async tell(): Promise<Told> {
    const reply = await this.#ask((id) => ({ id, tell: true }));
    if (!("told" in reply)) throw new Error("A process answers what it has called.");
    return reply.told;
  }

  async close(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.disconnect();
    await exited;
  }

  #ask(order: (id: number) => Order): Promise<Reply> {
    this.#next += 1;
    const id = this.#next;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send(order(id));
    });
  }
}
