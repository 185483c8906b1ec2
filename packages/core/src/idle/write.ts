import { accountName } from "../policy/rules/idle.ts";
import { TransientError } from "../vocabulary/errors.ts";
import type { IdleDraft, IdleEntry } from "./entry.ts";
import type { IdlePorts } from "./ports.ts";
import { evolveIdle, type IdleState, replayIdle } from "./state.ts";

const attempts = 5;

/**
 * Decides on the account's state and appends what comes of it; decided anew where another writer was first.
 *
 * @param cause what entries are caused by that name none
 * @returns the state afterwards
 * @throws TransientError when other writers were always first
 */
export async function writeIdle(
  { ledger, clock }: Pick<IdlePorts, "ledger" | "clock">,
  cause: string,
  decide: (state: IdleState, now: Date) => readonly IdleDraft[],
): Promise<IdleState> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const state = replayIdle(await ledger.read());
    const now = clock.now();
    const entries = decide(state, now).map((draft, index) =>
      entryOf(draft, { cause, at: now.toISOString(), sequence: state.sequence + 1 + index }),
    );
    if (entries.length === 0) return state;
    if ((await ledger.append(entries)) === "appended") return entries.reduce(evolveIdle, state);
  }
  throw new TransientError(`Other writers were first ${attempts} times at the ledger of ${accountName}.`);
}

function entryOf(
  { kind, because, causedBy, data }: IdleDraft,
  { cause, at, sequence }: { readonly cause: string; readonly at: string; readonly sequence: number },
): IdleEntry {
  // Kind and data come from one draft, which types them together.
  return { model: accountName, sequence, kind, at, because, causedBy: causedBy ?? cause, data } as IdleEntry;
}
