import type { Entry, EntryOf } from "../../vocabulary/entry.ts";
import type { Rollout, State } from "../../vocabulary/state.ts";
import { foldLook, startReferee } from "./referee.ts";

/** The rollout in progress. */
export function evolveRollout(state: State, entry: Entry): State {
  if (entry.kind === "rollout-started") {
    return { ...state, rollouts: state.rollouts + 1, rollout: started(entry) };
  }
  const { rollout } = state;
  if (!rollout) return state;
  switch (entry.kind) {
    case "signal-observed":
      return entry.data.settled
        ? {
            ...state,
            rollout: {
              ...rollout,
              phase: "looking",
              change: null,
              readUntil: entry.at,
              lastSign: entry.at,
            },
          }
        : state;
    case "rollout-looked":
      return { ...state, rollout: looked(rollout, entry) };
    case "weights-shifted":
      return { ...state, rollout: shifted(rollout, entry) };
    case "rollout-held":
      return { ...state, rollout: { ...rollout, phase: "held", change: null } };
    case "resumed":
      return entry.data.rollout
        ? {
            ...state,
            rollout: {
              ...rollout,
              phase: rollout.phase === "held" ? "looking" : rollout.phase,
              readUntil: rollout.phase === "held" ? entry.at : rollout.readUntil,
              executions: rollout.executions + 1,
              lastSign: entry.at,
            },
          }
        : state;
    case "rollout-promoted":
    case "rollout-rolled-back":
      return { ...state, rollout: null };
    default:
      return state;
  }
}

function started(entry: EntryOf<"rollout-started">): Rollout {
  const { data } = entry;
  return {
    rollout: data.rollout,
    sequence: entry.sequence,
    startedAt: entry.at,
    deadline: data.deadline,
    executions: 1,
    phase: "deploying",
    challenger: data.challenger,
    champion: data.champion,
    originalConfig: data.fromConfig,
    trialConfig: data.config,
    weight: data.weight,
    looks: 0,
    readUntil: null,
    history: data.history,
    referee: startReferee(data.history, data.minimumEffects),
    totals: { champion: { trials: 0, successes: 0 }, challenger: { trials: 0, successes: 0 } },
    change: {
      sequence: entry.sequence,
      deadline: data.changeDeadline,
      config: data.config,
      before: data.fromConfig,
      weights: null,
    },
    rollBackReason: null,
    lastSign: entry.at,
  };
}

function looked(rollout: Rollout, entry: EntryOf<"rollout-looked">): Rollout {
  const { champion, challenger, end, look } = entry.data;
  return {
    ...rollout,
    looks: look,
    readUntil: end,
    referee: foldLook(rollout.referee, entry.data),
    totals: {
      champion: add(rollout.totals.champion, champion),
      challenger: add(rollout.totals.challenger, challenger),
    },
    lastSign: entry.at,
  };
}

function add(
  one: { readonly trials: number; readonly successes: number },
  other: { readonly trials: number; readonly successes: number },
) {
  return { trials: one.trials + other.trials, successes: one.successes + other.successes };
}

function shifted(rollout: Rollout, entry: EntryOf<"weights-shifted">): Rollout {
  const { data } = entry;
  return {
    ...rollout,
    weight: data.to,
    phase: data.next === null ? "shifting" : data.next.deploy === "winner" ? "promoting" : "rolling-back",
    change: {
      sequence: entry.sequence,
      deadline: data.changeDeadline,
      config: data.next === null ? rollout.trialConfig : data.next.config,
      before: rollout.trialConfig,
      weights: data.next === null ? data.weights : null,
    },
    rollBackReason: data.next?.deploy === "original" ? data.next.reason : null,
    lastSign: entry.at,
  };
}
