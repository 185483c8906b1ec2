import type { Signal } from "@driftwheel/core/vocabulary/signal.ts";

/** A person's order to pause a model; each number is another person and another order. */
export function pause(model: string, number: number): Signal {
  return {
    kind: "command-given",
    identity: `pause ${number}`,
    at: "2026-06-02T07:59:00.000Z",
    model,
    command: { name: "pause" },
    by: `person ${number}`,
    route: "event",
    reason: "storm",
    expectedSequence: null,
  };
}
