import { AsyncLocalStorage } from "node:async_hooks";
import type { Effect } from "@driftwheel/core/vocabulary/effect.ts";

/** How a process ended. */
export type ProcessEnd =
  | { readonly how: "done" }
  | { readonly how: "failed"; readonly error: unknown }
  | { readonly how: "killed"; readonly why: string };

/** A run of Driftwheel's code in one invocation of a function. */
export interface Process {
  readonly name: string;
  alive: boolean;
  /** Calls of the outside that it waits for. */
  waits: number;
  /** The ledger's end at its last reading of it; null before the first. */
  lastRead: { readonly sequence: number; readonly at: number } | null;
  /** The effect that it performs now. */
  effect: { readonly effect: Effect; readonly since: number } | null;
  readonly end: (end: ProcessEnd) => void;
}

const current = new AsyncLocalStorage<Process>();

/** The process whose code runs now. */
export function currentProcess(): Process {
  const process = current.getStore();
  if (!process) throw new Error("Only a process of the simulated world may call the outside.");
  return process;
}

/** All processes of a run. */
export class Processes {
  private readonly running = new Set<Process>();
  private started = 0;

  /** Runs `act` as a process of its own; `ended` is told once how it ended. */
  start(name: string, act: () => Promise<unknown>, ended: (end: ProcessEnd) => void): Process {
    const process: Process = {
      name: `${name} #${++this.started}`,
      alive: true,
      waits: 0,
      lastRead: null,
      effect: null,
      end: (end) => {
        if (!process.alive) return;
        process.alive = false;
        this.running.delete(process);
        ended(end);
      },
    };
    this.running.add(process);
    current.run(process, () => {
      act().then(
        () => process.end({ how: "done" }),
        (error: unknown) => process.end({ how: "failed", error }),
      );
    });
    return process;
  }

  /** True while one of them does something else than waiting for the outside. */
  get busy(): boolean {
    for (const process of this.running) if (process.waits === 0) return true;
    return false;
  }

  /** What none of them should do: wait for something that the simulated world does not know. */
  get names(): readonly string[] {
    return [...this.running].map(({ name }) => name);
  }
}

/** A wait that never ends: what is left of a process that was killed. */
export function never(): Promise<never> {
  return new Promise(() => {});
}
