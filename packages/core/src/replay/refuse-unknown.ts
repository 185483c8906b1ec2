import { unknownKind } from "../ledger/upcast.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { ReplayRefused } from "./refused.ts";

/**
 * @param to what comes from then on is not replayed
 * @throws ReplayRefused naming the first entry that cannot be replayed, its field, and what to do
 */
export function refuseUnknown(model: string, entries: readonly Entry[], to: string | undefined): void {
  let expected = 1;
  for (const entry of entries) {
    if (to !== undefined && entry.at >= to) return;
    if (entry.sequence !== expected) {
      throw new ReplayRefused(
        "ledger",
        `The ledger of ${model} has entry ${entry.sequence} where ${expected} should be: a state is the fold of all entries. Replay the whole ledger, and say with --from where to begin.`,
      );
    }
    expected += 1;
    const kind = unknownKind(entry);
    if (kind !== null) {
      throw new ReplayRefused(
        "ledger",
        `Entry ${entry.sequence} of ${model} has kind "${kind}", which this version of Driftwheel does not know: a later one wrote it. Replay with that version, or --to ${entry.at} without it.`,
      );
    }
    if (entry.kind === "signal-observed" || entry.kind === "drift-confirmed") {
      const { window } = entry.data;
      if (window && (!Number.isFinite(window.score) || Number.isNaN(Date.parse(window.end)))) {
        throw new ReplayRefused(
          "ledger",
          `Entry ${entry.sequence} of ${model} has a window that cannot be weighed: data.window.score is ${window.score} and data.window.end ${window.end}; expected a number and a time. The file is not as Driftwheel wrote it: read the ledger again from where it is kept.`,
        );
      }
    }
  }
}
