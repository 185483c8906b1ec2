import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { refuseOtherColumns } from "@driftwheel/core/replay/fits.ts";
import { notWeighed } from "@driftwheel/core/replay/not-weighed.ts";
import { ReplayRefused } from "@driftwheel/core/replay/refused.ts";
import type { Replay } from "@driftwheel/core/replay/replay.ts";
import { type ReplayedSpan, replayLedger } from "@driftwheel/core/replay/replay-ledger.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { exitCode, PersonError } from "../context/errors.ts";

/** A replay, and what of the policy makes no difference to it. */
export interface ReplayedModel extends Replay {
  /** Paths of fields that differ from what the ledger was written by, and that no ledger can be weighed by. */
  readonly notWeighed: readonly string[];
}

interface Known extends ReplayedSpan {
  /** What the ledger was written by; null where it is not known. */
  readonly written: ModelPolicy | null;
  /** Of the baseline; null where it is not given. */
  readonly features: readonly string[] | null;
}

/** @throws PersonError when the policy does not fit the ledger, or an entry cannot be understood */
export function replayModel(
  model: string,
  entries: readonly Entry[],
  policy: ModelPolicy,
  { features, ...known }: Known,
): ReplayedModel {
  const { written } = known;
  try {
    refuseOtherColumns(model, entries, policy, { features, written });
    const replay = replayLedger(model, entries, policy, known);
    return { ...replay, notWeighed: written ? notWeighed(written, policy) : [] };
  } catch (error) {
    if (!(error instanceof ReplayRefused)) throw error;
    const code = error.of === "policy" ? exitCode.usage : exitCode.failed;
    throw new PersonError(error.message, code, { cause: error });
  }
}
