import type { ModelPolicy } from "../policy/policy.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { refuseUnknown } from "./refuse-unknown.ts";
import type { Replay } from "./replay.ts";
import { Replaying } from "./replaying.ts";
import { toldDecisions } from "./told-decisions.ts";

export interface ReplayedSpan {
  /** ISO 8601 UTC: decisions of before are taken as they are. */
  readonly from?: string | undefined;
  /** ISO 8601 UTC, exclusive. */
  readonly to?: string | undefined;
}

/**
 * Decides again on all that a ledger tells, under a policy: the same functions, given the same signals as far as the
 * ledger has them, from the replay's own state. As long as that decides as the ledger says, nothing is assumed. After a
 * parting the outside would have answered otherwise, and what it would have answered nobody knows:
 *
 * - A retraining that the ledger does not have takes the median time and cost of the model's own, ends well, and no
 *   version comes of it. One that the ledger has earlier or later is taken for the same.
 * - While a trial would have had other traffic, or another champion would have served, nothing is said. It goes on from
 *   the ledger's own state when the ledger's trial ends.
 *
 * @param entries the whole ledger of one model, in order
 * @param written the policy that the ledger was written by, where it is known
 * @throws ReplayRefused when an entry cannot be understood
 */
export function replayLedger(
  model: string,
  entries: readonly Entry[],
  policy: ModelPolicy,
  { from, to, written }: ReplayedSpan & { readonly written?: ModelPolicy | null } = {},
): Replay {
  refuseUnknown(model, entries, to);
  const replaying = new Replaying(model, entries, policy, written ?? null);
  for (const told of toldDecisions(entries)) {
    if (to !== undefined && told.at >= to) break;
    if (from !== undefined && told.at < from) replaying.skip(told);
    else replaying.step(told);
  }
  return replaying.end();
}
