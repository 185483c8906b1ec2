import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { LedgerStore, Snapshot, SnapshotStore } from "@driftwheel/core/vocabulary/ports.ts";

/** A ledger in memory with the one rule of the real one: whoever appends after an older end is told "conflict". */
export function ledgerInMemory(): LedgerStore & SnapshotStore {
  const ledgers = new Map<string, Entry[]>();
  const snapshots = new Map<string, string>();
  return {
    async read(model) {
      return structuredClone(ledgers.get(model) ?? []);
    },
    async readAfter(model, sequence) {
      return structuredClone((ledgers.get(model) ?? []).slice(sequence));
    },
    async append(model, entries) {
      const ledger = ledgers.get(model) ?? [];
      if (entries[0]?.sequence !== ledger.length + 1) return "conflict";
      ledgers.set(model, [...ledger, ...structuredClone(entries)]);
      return "appended";
    },
    async latest(model) {
      const text = snapshots.get(model);
      // Only keep() writes here.
      return text === undefined ? null : (JSON.parse(text) as Snapshot);
    },
    async keep(model, snapshot) {
      snapshots.set(model, JSON.stringify(snapshot));
    },
  };
}
