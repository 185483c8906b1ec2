import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { HookEvent, HookPorts, VariantOutcome } from "@driftwheel/webhooks/inbound/ports.ts";

/** Everything that a hook could leave behind, and where things can be made to fail. */
export interface Memory {
  now: Date;
  readonly ports: HookPorts;
  readonly secrets: Map<string, readonly string[]>;
  /** Reads of a secret that the process had to ask for anew. */
  secretReads: number;
  readonly records: Map<string, { readonly token: string; readonly at: number; done: boolean }>;
  readonly events: { readonly event: HookEvent; readonly at: string }[];
  readonly outcomes: { readonly endpoint: string; readonly outcome: VariantOutcome }[];
  /** What CloudWatch answers. */
  counts: "counted" | "not-counted";
  /** Called before each event or outcome is put; may throw. */
  interrupt: (what: "put" | "count" | "confirm" | "claim" | "secret") => void | Promise<void>;
}

/** Ports without a world: the same rules as the real ones, in memory. */
export function memoryPorts(now: Date): Memory {
  let tokens = 0;
  let remembered = new Map<string, readonly string[]>();
  const nameOf = ({ source, digest }: { source: string; digest: string }) => `${source} ${digest}`;
  const memory: Memory = {
    now,
    secrets: new Map(),
    secretReads: 0,
    records: new Map(),
    events: [],
    outcomes: [],
    counts: "counted",
    interrupt: () => {},
    ports: {
      clock: { now: () => memory.now },
      secrets: {
        async read(name) {
          await memory.interrupt("secret");
          const known = remembered.get(name) ?? memory.secrets.get(name);
          if (!known) throw new Refused(`there is no secret ${name}`);
          remembered.set(name, known);
          return known;
        },
        async readAgain(name) {
          memory.secretReads++;
          remembered = new Map();
          return memory.secrets.get(name) ?? [];
        },
      },
      deliveries: {
        async claim(delivery, at, done) {
          await memory.interrupt("claim");
          const known = memory.records.get(nameOf(delivery));
          if (known?.done) return { result: "repeated" };
          if (known && at.getTime() - known.at < 60_000) return { result: "under-way" };
          const token = String(++tokens);
          memory.records.set(nameOf(delivery), { token, at: at.getTime(), done });
          return { result: "claimed", token };
        },
        async confirm(delivery) {
          await memory.interrupt("confirm");
          const known = memory.records.get(nameOf(delivery));
          if (known) known.done = true;
        },
        async release(delivery, token) {
          if (memory.records.get(nameOf(delivery))?.token === token) memory.records.delete(nameOf(delivery));
        },
      },
      async putEvent(event, at) {
        await memory.interrupt("put");
        memory.events.push({ event, at: at.toISOString() });
      },
      async countOutcome(endpoint, outcome) {
        await memory.interrupt("count");
        if (memory.counts === "counted") memory.outcomes.push({ endpoint, outcome });
        return memory.counts;
      },
    },
  };
  return memory;
}
