import type { PendingEntries } from "../entries/pending-entries.ts";
import type { Reply } from "./reply.ts";

/** A person has seen an alert: it is not escalated. The acceptance itself says so to the fold. */
export function acknowledge({ state }: PendingEntries, alert: number): Reply {
  const open = Object.values(state.alerts).find(({ sequence }) => sequence === alert);
  if (!open) return { refused: `there is no open alert ${alert}; it is over, or never was.` };
  if (open.acknowledgedBy !== null)
    return { refused: `alert ${alert} was acknowledged already by ${open.acknowledgedBy}.` };
  return { carryOut: () => {} };
}
