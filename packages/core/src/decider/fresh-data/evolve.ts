import type { Entry, EntryOf, FreshDataObserved } from "../../vocabulary/entry.ts";
import type { FreshDataMark } from "../../vocabulary/fresh-data.ts";
import type { FreshDataState, State } from "../../vocabulary/state.ts";

/** What has come that no retraining has seen, and what is in the way of knowing it. */
export function evolveFreshData(state: State, entry: Entry): State {
  switch (entry.kind) {
    case "signal-observed":
      return observed(state, entry);
    case "fresh-data-lost": {
      const { source, trouble, since } = entry.data;
      const known = ofSource(state, source);
      const lost = { ...known.lost, [trouble]: { sequence: entry.sequence, since } };
      return { ...state, freshData: { ...known, lost } };
    }
    case "fresh-data-restored": {
      const known = ofSource(state, entry.data.source);
      const { [entry.data.trouble]: _over, ...lost } = known.lost;
      return { ...state, freshData: { ...known, lost } };
    }
    case "retraining-requested":
      return used(state, entry.data.freshData ?? usedBy(entry.at));
    // What it was given has taught nobody anything.
    case "retraining-failed":
      return state.freshData?.before
        ? { ...state, freshData: { ...state.freshData, mark: state.freshData.before, before: null } }
        : state;
    default:
      return state;
  }
}

function observed(state: State, entry: EntryOf<"signal-observed">): State {
  const { data } = entry;
  const withJob = data.exportJob
    ? {
        ...state,
        freshData: { ...ofSource(state, data.exportJob.source), lastJob: data.exportJob.job },
      }
    : state;
  return data.freshData
    ? { ...withJob, freshData: read(ofSource(withJob, data.freshData.source), data.freshData, entry) }
    : withJob;
}

function read(
  known: FreshDataState,
  { place, reading, answer, mark }: FreshDataObserved,
  { at, sequence }: EntryOf<"signal-observed">,
): FreshDataState {
  return {
    ...known,
    place,
    since: known.since ?? at,
    readAt: at,
    last: { ...reading, sequence, enough: answer === "enough" },
    ...(mark ? { mark } : {}),
  };
}

function used({ freshData, ...state }: State, mark: FreshDataMark): State {
  if (!freshData?.mark) return { ...state, freshData };
  return { ...state, freshData: { ...freshData, mark, before: freshData.mark, last: null } };
}

/** A retraining that nobody read for uses what was there when it was asked for. S3 tells times in whole seconds. */
function usedBy(at: string): FreshDataMark {
  const until = new Date(Math.floor(Date.parse(at) / 1000) * 1000 - 1).toISOString();
  return { until, from: until, known: [] };
}

/** What is known of a source; nothing where the policy has named another one since. */
export function ofSource({ freshData }: State, source: string): FreshDataState {
  if (freshData?.source === source) return freshData;
  return {
    ...{ source, place: null, mark: null, before: null },
    ...{ since: null, readAt: null, last: null, lastJob: null, lost: {} },
  };
}
