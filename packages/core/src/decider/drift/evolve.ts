import type { DriftWindow } from "../../vocabulary/drift-window.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import type { DriftState, State } from "../../vocabulary/state.ts";
import { withReport } from "./one-window.ts";

/** The CUSUM needs the windows since it last stood at zero; far fewer than this at any useful sensitivity. */
export const windowsKept = 100;

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
            ...(entry.data.more === undefined ? {} : { more: entry.data.more }),
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
      return { ...state, drift: { ...state.drift, remedyUnderWay: false } };
    case "rollout-rolled-back": {
      const drift = { ...state.drift, remedyUnderWay: false };
      // What was gathered since a promotion that is taken back was of the version that goes.
      return {
        ...state,
        drift: entry.data.takesBack === undefined ? drift : ofFormerChampionSince(drift, entry.at),
      };
    }
    case "rollout-promoted":
      return {
        ...state,
        drift: entry.data.undoes
          ? ofFormerChampionSince(state.drift, entry.at)
          : ofChampionSince(state.drift, entry.at),
      };
    default:
      return state;
  }
}

/** Evidence is gathered anew against the champion that serves since then. */
function ofChampionSince(drift: DriftState, since: string): DriftState {
  const serves = { since, before: drift.serves.since, except: null };
  return { ...drift, windows: {}, countsFrom: since, serves };
}

/** The same where it served before: what was made for it then is good for it still. */
function ofFormerChampionSince(drift: DriftState, at: string): DriftState {
  const { since, before } = drift.serves;
  const except = since === null ? null : { from: since, until: at };
  return { ...drift, windows: {}, countsFrom: at, serves: { since: before, before: null, except } };
}

function withWindow(drift: DriftState, window: DriftWindow): DriftState {
  const windows = drift.windows[window.schedule] ?? [];
  return {
    ...drift,
    windows: { ...drift.windows, [window.schedule]: withReport(windows, window).windows.slice(-windowsKept) },
  };
}
