import type { Entry } from "../../vocabulary/entry.ts";
import type { State } from "../../vocabulary/state.ts";

/** A model's transform jobs. */
export function evolveBatch(state: State, entry: Entry): State {
  const { batch } = state;
  switch (entry.kind) {
    case "signal-observed":
      return batch.since === null && entry.data.endpoint
        ? { ...state, batch: { ...batch, since: entry.at } }
        : state;
    case "batch-job-finished":
      // Events come in any order: the job that ended last counts.
      return batch.last !== null && batch.last.at >= entry.data.at
        ? state
        : { ...state, batch: { ...batch, last: entry.data } };
    case "batch-jobs-missed":
      return {
        ...state,
        batch: { ...batch, missed: { sequence: entry.sequence, since: entry.data.since } },
      };
    case "batch-jobs-returned":
      return { ...state, batch: { ...batch, missed: null } };
    default:
      return state;
  }
}
