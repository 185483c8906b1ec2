import type { Ports, Runtime } from "@driftwheel/core/decider/handle.ts";
import { KnownStates } from "@driftwheel/core/decider/known-states.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Answer, EndpointFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import type { Snapshot } from "@driftwheel/core/vocabulary/ports.ts";

export interface PortsInMemory {
  readonly runtime: Runtime;
  /** How many entries the model's ledger has. */
  size(model: string): number;
}

const endpoint: EndpointFact = {
  exists: true,
  status: "InService",
  config: "model-1",
  pendingConfig: null,
  variants: [{ name: "champion", weight: 1, model: "model-1", package: null }],
  failureReason: null,
};

/**
 * Ports that keep everything in this process: a ledger with the one rule of the real one, snapshots, effects that
 * are done at once. Nothing is made into text and back: that is the adapters' work.
 */
export function portsInMemory(): PortsInMemory {
  const ledgers = new Map<string, Entry[]>();
  const snapshots = new Map<string, Snapshot>();
  const ledgerOf = (model: string) => ledgers.get(model) ?? [];

  const ports: Ports = {
    clock: { now: () => new Date() },
    ledger: {
      read: async (model) => ledgerOf(model).slice(),
      append: async (model, entries) => {
        const ledger = ledgerOf(model);
        if (entries[0]?.sequence !== ledger.length + 1) return "conflict";
        ledger.push(...entries);
        ledgers.set(model, ledger);
        return "appended";
      },
    },
    known: new KnownStates(),
    snapshots: {
      latest: async (model) => snapshots.get(model) ?? null,
      keep: async (model, snapshot) => void snapshots.set(model, snapshot),
      readAfter: async (model, sequence) => ledgerOf(model).slice(sequence),
    },
    facts: {
      async answer<Q extends Question>({ ask }: Q): Promise<Answer<Q>> {
        if (ask !== "endpoint") throw new Error(`The bench's events raise no question, not ${ask}.`);
        // Just made sure of; the compiler cannot see it through Q.
        return endpoint as unknown as Answer<Q>;
      },
    },
    effects: { perform: async () => ({}) },
  };
  return {
    runtime: { ports, grace: 45_000, eager: new Set(), performs: new Set(["publish-entry", "send-alert"]) },
    size: (model) => ledgerOf(model).length,
  };
}
