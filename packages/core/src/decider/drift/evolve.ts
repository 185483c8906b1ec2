import type { DriftWindow } from "../../vocabulary/drift-window.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import type { DriftState, State } from "../../vocabulary/state.ts";
import { withReport } from "./one-window.ts";

/** The CUSUM needs the windows since it last stood at zero; far fewer than this at any useful sensitivity. */
const windowsKept = 100;

/** Windows of drift evidence, and whether drift is confirmed. */
export function evolveDrift(state: State, entry: Entry): State {
  switch (entry.kind) {
    case "signal-observed":
      return entry.data.window ? { ...state, drift: withWindow(state.drift, entry.data.window) } : state;
    case "drift-confirmed":
      return {
        ...state,
        drift: {
          ...withWindow(state.drift, entry.data.window),
          confirmed: {
            sequence: entry.sequence,
            at: entry.at,
            window: entry.data.window,
            since: entry.data.since,
            features: entry.data.features,
          },
          remedyUnderWay: false,
          skipped: null,
        },
      };
    case "drift-cleared":
      return { ...state, drift: { ...state.drift, confirmed: null, remedyUnderWay: false, skipped: null } };
    case "retraining-skipped":
      return { ...state, drift: { ...state.drift, skipped: entry.data.reason } };
    case "retraining-requested":
      return { ...state, drift: { ...state.drift, remedyUnderWay: true, skipped: null } };
    case "retraining-failed":
    case "candidate-rejected":
    case "approval-rejected":
    case "rollout-rolled-back":
      return { ...state, drift: { ...state.drift, remedyUnderWay: false } };
    case "rollout-promoted":
      return { ...state, drift: { ...state.drift, windows: {}, countsFrom: entry.at } };
    default:
      return state;
  }
}

function withWindow(drift: DriftState, window: DriftWindow): DriftState {
  const windows = drift.windows[window.schedule] ?? [];
  return {
    ...drift,
    windows: { ...drift.windows, [window.schedule]: withReport(windows, window).windows.slice(-windowsKept) },
  };
}
