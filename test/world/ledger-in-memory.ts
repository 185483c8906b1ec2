import type { Entry } from "@driftwheel/core/ledger/entry.ts";
import type { LedgerStore } from "@driftwheel/core/shell/ports.ts";

/** A ledger in memory with the one rule of the real one: whoever appends after an older end is told "conflict". */
export function ledgerInMemory(): LedgerStore {
  const ledgers = new Map<string, Entry[]>();
  return {
    async read(model) {
      return structuredClone(ledgers.get(model) ?? []);
    },
    async append(model, entries) {
      const ledger = ledgers.get(model) ?? [];
      if (entries[0]?.sequence !== ledger.length + 1) return "conflict";
      ledgers.set(model, [...ledger, ...structuredClone(entries)]);
      return "appended";
    },
  };
}
