import type { Entry } from "../../vocabulary/entry.ts";
import type { State } from "../../vocabulary/state.ts";

/** What the endpoint should be, and whether Driftwheel may touch it. */
export function evolveEndpoint(state: State, entry: Entry): State {
  switch (entry.kind) {
    case "signal-observed":
      return entry.data.endpoint ? { ...state, endpoint: entry.data.endpoint } : state;
    case "endpoint-changed-outside":
      return { ...state, held: { reason: entry.because, since: entry.at } };
    case "rollout-promoted":
      return {
        ...state,
        endpoint: {
          config: entry.data.config,
          variants: [
            {
              name: entry.data.variant,
              weight: 1,
              model: state.rollout?.challenger.model ?? null,
              package: entry.data.challenger.package,
            },
          ],
        },
      };
    case "paused":
      return { ...state, paused: { by: entry.data.by, reason: entry.data.reason, since: entry.at } };
    case "resumed":
      return { ...state, paused: null, held: null, endpoint: entry.data.endpoint ?? state.endpoint };
    default:
      return state;
  }
}
