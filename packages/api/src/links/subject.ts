import { explanationOf } from "@driftwheel/core/ledger/explanation.ts";
import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";

/** What a person needs to know of a version before they say yes or no. */
export interface ApprovalSubject {
  readonly request: EntryOf<"approval-requested">;
  /** The gate's verdict; null when the ledger has none. */
  readonly verdict: EntryOf<"candidate-accepted"> | EntryOf<"candidate-rejected"> | null;
  /** The drift that it was trained against; null when it was trained for another reason. */
  readonly drift: EntryOf<"drift-confirmed"> | null;
  /** The first entry that is known to have led to it. */
  readonly origin: Entry;
}

/** Gathers what led to an approval's request from the model's ledger. */
export function approvalSubject(
  request: EntryOf<"approval-requested">,
  entries: readonly Entry[],
): ApprovalSubject {
  const { before } = explanationOf(request, entries);
  const verdict = before.findLast(
    (entry) => entry.kind === "candidate-accepted" || entry.kind === "candidate-rejected",
  );
  return {
    request,
    verdict: verdict ?? null,
    drift: before.find((entry) => entry.kind === "drift-confirmed") ?? null,
    origin: before[0] ?? request,
  };
}
