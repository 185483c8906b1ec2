import type { Entry } from "../vocabulary/entry.ts";
import { commandPages, isKnown, remember } from "../vocabulary/identity/identities.ts";
import type { Signal } from "../vocabulary/signal.ts";
import { initialState, type OutboxItem, type State } from "../vocabulary/state.ts";
import { evolveAlerts } from "./alerts/evolve.ts";
import { evolveBatch } from "./batch/evolve.ts";
import { evolveCandidate } from "./candidate/evolve.ts";
import { evolveCosts } from "./costs/evolve.ts";
import { evolveUpkeep } from "./costs/evolve-upkeep.ts";
import { evolveDrift } from "./drift/evolve.ts";
import { effects } from "./effects/effects.ts";
import { evolveEndpoint } from "./endpoint/evolve.ts";
import { changesStanding } from "./entries/standing.ts";
import { evolveFreshData } from "./fresh-data/evolve.ts";
import { evolveMonitoring } from "./monitoring/evolve.ts";
import { evolvePromotion } from "./promotion/evolve.ts";
import { evolvePastTrials } from "./promotion/past-trials.ts";
import { evolveRetraining } from "./retraining/evolve.ts";
import { evolveRollout } from "./rollout/evolve.ts";
import { evolveScaling } from "./scaling/evolve.ts";

/**
 * Raised whenever the same entries would fold into another state than before, so that snapshots of the old fold are
 * left aside. A test holds the number to the code.
 */
export const foldVersion = 34;

/** In this order: each sees what those before it have folded. */
const subjects = [
  evolvePastTrials,
  evolvePromotion,
  evolveEndpoint,
  evolveDrift,
  evolveMonitoring,
  evolveRetraining,
  evolveFreshData,
  evolveCosts,
  evolveUpkeep,
  evolveCandidate,
  evolveRollout,
  evolveScaling,
  evolveBatch,
  evolveAlerts,
];

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
    changedBy: changesStanding(entry) ? entry.sequence : state.changedBy,
    ...remembered(state, entry),
    outbox: confirm(state.outbox, entry),
  };
  let folded = common;
  for (const subject of subjects) folded = subject(folded, entry);
  return folded;
}

/** True when the signal was decided on before, as far back as identities are remembered. */
export function isDecided({ seen, commands }: State, { kind, identity }: Signal): boolean {
  return isKnown(kind === "command-given" ? commands : seen, identity);
}

function remembered({ seen, commands }: State, { kind, causedBy }: Entry): Pick<State, "seen" | "commands"> {
  if (typeof causedBy === "number") return { seen, commands };
  return kind === "command-accepted" || kind === "command-refused"
    ? { seen, commands: remember(commands, causedBy, commandPages) }
    : { seen: remember(seen, causedBy), commands };
}

/** The state after all entries of a model's ledger, given in order. */
export function replay(model: string, entries: readonly Entry[]): State {
  return entries.reduce(evolve, initialState(model));
}

function confirm(outbox: readonly OutboxItem[], entry: Entry): readonly OutboxItem[] {
  const open = answered(outbox, entry);
  const asked = effects(entry);
  if (asked.length === 0) return open;
  return [...open, ...asked.map((effect) => ({ effect, since: entry.at, refused: null }))];
}

function answered(outbox: readonly OutboxItem[], entry: Entry): readonly OutboxItem[] {
  switch (entry.kind) {
    case "effect-failed":
      if (entry.data.again) return refuse(outbox, entry.data.token, { since: entry.at, until: null });
      return without(outbox, entry.data.token);
    case "effect-postponed":
      return refuse(outbox, entry.data.token, { since: entry.at, until: entry.data.until });
    case "effect-done":
    case "effect-dropped":
      return without(outbox, entry.data.token);
    default:
      return outbox;
  }
}

function refuse(
  outbox: readonly OutboxItem[],
  token: string,
  refused: OutboxItem["refused"],
): readonly OutboxItem[] {
  return outbox.map((item) =>
    item.effect.token === token && refused
      ? { ...item, refused: { ...refused, since: item.refused?.since ?? refused.since } }
      : item,
  );
}

function without(outbox: readonly OutboxItem[], token: string): readonly OutboxItem[] {
  return outbox.filter(({ effect }) => effect.token !== token);
}
