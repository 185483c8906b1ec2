import { AsyncLocalStorage } from "node:async_hooks";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";

/**
 * Milliseconds in which the calls of an act may begin. The ledger is asked right before it whether it is wanted; what
 * the ledger said longer ago than the functions behind queues live, nobody may act on. The rest of the two minutes is
 * for the last call's own time-outs.
 */
const longest = 80_000;

interface Limit {
  readonly clock: Clock;
  readonly until: number;
}

const limits = new AsyncLocalStorage<Limit>();

/** Has an act begin no call any more after a while: a process that goes through a fleet lives longer than its reading is good for. */
export function inTime<Done>(clock: Clock, act: () => Promise<Done>): Promise<Done> {
  return limits.run({ clock, until: clock.now().getTime() + longest }, act);
}

/** @throws TransientError in an act whose time is over: it is tried again, after the ledger was asked again. */
export function assertInTime(): void {
  const limit = limits.getStore();
  if (limit && limit.clock.now().getTime() > limit.until) {
    throw new TransientError(
      `the act's calls took more than ${longest / 1000} s; it is tried again, once the ledger was asked again`,
    );
  }
}
