import type { Entry } from "../vocabulary/entry.ts";
import { remember } from "../vocabulary/identities.ts";
import { initialState, type OutboxItem, type State } from "../vocabulary/state.ts";
import { evolveAlerts } from "./alerts/evolve.ts";
import { evolveCandidate } from "./candidate/evolve.ts";
import { evolveDrift } from "./drift/evolve.ts";
import { effects } from "./effects.ts";
import { evolveRetraining } from "./retraining/evolve.ts";
import { evolveRollout } from "./rollout/evolve.ts";
import { evolveEndpoint } from "./rollout/evolve-endpoint.ts";

/**
 * Raised whenever the same entries would fold into another state than before, so that snapshots of the old fold are
 * left aside. A test holds the number to the code.
 */
export const foldVersion = 8;

/**
 * Folds one entry into the state of its model.
 *
 * @throws RangeError when the entry does not follow the state's last one: a ledger has no gaps.
 */
export function evolve(state: State, entry: Entry): State {
  if (entry.sequence !== state.sequence + 1) {
    throw new RangeError(
      `The ledger of ${state.model} has entry ${entry.sequence} where ${state.sequence + 1} should be; was an item deleted?`,
    );
  }
  const common: State = {
    ...state,
    sequence: entry.sequence,
    seen: typeof entry.causedBy === "number" ? state.seen : remember(state.seen, entry.causedBy),
    outbox: confirm(state.outbox, entry),
  };
  return [evolveEndpoint, evolveDrift, evolveRetraining, evolveCandidate, evolveRollout, evolveAlerts].reduce(
    (folded, subject) => subject(folded, entry),
    common,
  );
}

/** The state after all entries of a model's ledger, given in order. */
export function replay(model: string, entries: readonly Entry[]): State {
  return entries.reduce(evolve, initialState(model));
}

function confirm(outbox: readonly OutboxItem[], entry: Entry): readonly OutboxItem[] {
  const open =
    entry.kind === "effect-done" || entry.kind === "effect-failed"
      ? outbox.filter(({ effect }) => effect.token !== entry.data.token)
      : outbox;
  const asked = effects(entry);
  return asked.length === 0 ? open : [...open, ...asked.map((effect) => ({ effect, since: entry.at }))];
}
