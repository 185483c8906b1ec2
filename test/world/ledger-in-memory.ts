import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { LedgerStore, Snapshot, SnapshotStore } from "@driftwheel/core/vocabulary/ports.ts";

/**
 * A ledger in memory with the one rule of the real one: whoever appends after an older end is told "conflict". What is
 * read is frozen, as nobody may change what was written; it is not copied, which took a third of a run.
 */
export function ledgerInMemory(): LedgerStore & SnapshotStore {
  const ledgers = new Map<string, Entry[]>();
  const snapshots = new Map<string, Snapshot>();
  return {
    async read(model) {
      return [...(ledgers.get(model) ?? [])];
    },
    async readAfter(model, sequence) {
      return (ledgers.get(model) ?? []).slice(sequence);
    },
    async append(model, entries) {
      const ledger = ledgers.get(model) ?? [];
      if (entries[0]?.sequence !== ledger.length + 1) return "conflict";
      ledgers.set(model, [...ledger, ...structuredClone(entries).map(frozen)]);
      return "appended";
    },
    async latest(model) {
      return snapshots.get(model) ?? null;
    },
    async keep(model, snapshot) {
      // As it comes back from JSON, which is what the real one keeps.
      snapshots.set(model, frozen(JSON.parse(JSON.stringify(snapshot)) as Snapshot));
    },
  };
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
