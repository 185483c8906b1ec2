import type { Entry } from "../../vocabulary/entry.ts";
import type { Rollout, State } from "../../vocabulary/state.ts";

/**
 * What the last promotion replaced. It is folded before the rollout and the endpoint are, which do not know what was
 * before any more.
 */
export function evolvePromotion(state: State, entry: Entry): State {
  const { rollout, lastPromotion } = state;
  switch (entry.kind) {
    case "rollout-promoted": {
      if (!rollout) return state;
      const { challenger, undoes } = entry.data;
      if (undoes) return takenBack(state, undoes.by, entry.at);
      return {
        ...state,
        lastPromotion: {
          sequence: entry.sequence,
          at: entry.at,
          promoted: challenger,
          before: rollout.champion,
          endpointBefore: endpointBefore(state, rollout),
          undone: null,
        },
      };
    }
    case "rollout-rolled-back":
      return lastPromotion && entry.data.takesBack === lastPromotion.sequence
        ? takenBack(state, null, entry.at)
        : state;
    default:
      return state;
  }
}

function takenBack(state: State, by: string | null, at: string): State {
  const { lastPromotion } = state;
  return { ...state, lastPromotion: lastPromotion && { ...lastPromotion, undone: { by, at } } };
}

/** A person who resumed the model may have had it see the winner's config already. */
function endpointBefore({ endpoint }: State, { champion, originalConfig }: Rollout) {
  if (endpoint?.config === originalConfig) return endpoint;
  const { variant, package: arn } = champion;
  return { config: originalConfig, variants: [{ name: variant, weight: 1, model: null, package: arn }] };
}
