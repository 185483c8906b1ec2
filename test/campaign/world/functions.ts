import { BadInput, Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { Journal } from "./journal.ts";
import type { ProcessEnd, Processes } from "./process.ts";

interface FunctionSettings {
  readonly time: VirtualTime;
  readonly journal: Journal;
  readonly processes: Processes;
}

/** Runs Driftwheel's functions: each invocation is a process that Lambda ends when its time is over. */
export class Functions {
  private readonly settings: FunctionSettings;

  constructor(settings: FunctionSettings) {
    this.settings = settings;
  }

  /** @param timeout seconds */
  invoke(name: string, timeout: number, act: () => Promise<unknown>, ended: (end: ProcessEnd) => void): void {
    const { time, journal, processes } = this.settings;
    const process = processes.start(name, act, (end) => {
      if (end.how === "killed") journal.write({ kind: "killed", process: process.name, why: end.why });
      if (end.how === "failed" && !isExpected(end.error)) {
        const error = end.error instanceof Error ? (end.error.stack ?? end.error.message) : String(end.error);
        journal.write({ kind: "error", process: process.name, error });
      }
      ended(end);
    });
    time.after(timeout * 1000, () => process.end({ how: "killed", why: "its time was over" }));
  }
}

/** What a handler may say: try again, no, or that what came in cannot be understood. */
function isExpected(error: unknown): boolean {
  // A sweep's, of models: each with what was wrong as its cause.
  if (error instanceof AggregateError) return error.errors.every(isExpected);
  if (error instanceof Error && error.cause !== undefined && error.constructor === Error)
    return isExpected(error.cause);
  return error instanceof TransientError || error instanceof Refused || error instanceof BadInput;
}
