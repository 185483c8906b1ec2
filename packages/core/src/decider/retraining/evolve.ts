import type { Entry, EntryOf } from "../../vocabulary/entry.ts";
import type { RetrainingJob } from "../../vocabulary/retraining-job.ts";
import type { RunningRetraining, State } from "../../vocabulary/state.ts";

/** A month of budget and any cooldown are covered by what is kept. */
const retrainingsKept = 500;

/** The retraining that runs, and those that were (for cooldown and budget). */
export function evolveRetraining(state: State, entry: Entry): State {
  switch (entry.kind) {
    case "retraining-requested":
      return {
        ...state,
        retraining: {
          sequence: entry.sequence,
          ...(entry.data.job ? { job: entry.data.job.kind, ...requestOf(entry.data.job) } : {}),
          displayName: entry.data.displayName,
          requestedAt: entry.at,
          deadline: entry.data.deadline,
          execution: null,
          registered: false,
        },
        unregistered: null,
        retrainings: [
          ...state.retrainings,
          { sequence: entry.sequence, at: entry.at, cost: entry.data.cost },
        ].slice(-retrainingsKept),
      };
    case "retraining-started":
      return state.retraining
        ? { ...state, retraining: { ...state.retraining, execution: entry.data.execution } }
        : state;
    case "retraining-interrupted":
      return { ...state, retraining: state.retraining && afterInterruption(state.retraining, entry) };
    case "candidate-registered":
      return {
        ...state,
        retraining: state.retraining && { ...state.retraining, registered: true },
        unregistered: null,
      };
    case "retraining-succeeded":
      return {
        ...state,
        retraining: null,
        ...(state.retraining?.tuning
          ? { lastTuning: { name: state.retraining.displayName, request: state.retraining.tuning } }
          : {}),
        unregistered:
          // A version that somebody registered meanwhile is not what this one is about to be.
          entry.data.register || (state.retraining && !state.retraining.registered)
            ? { sequence: entry.sequence, execution: entry.data.execution, since: entry.at, failed: false }
            : null,
      };
    case "retraining-failed":
      return {
        ...state,
        retraining: null,
        // A parent that was deleted would have every job refused that names it.
        ...(state.retraining?.tuning ? { lastTuning: null } : {}),
        unregistered: state.unregistered && { ...state.unregistered, failed: true },
      };
    case "cost-recorded": {
      const { of, micros, unknown } = entry.data;
      const paid = { micros, complete: unknown.length === 0 };
      return {
        ...state,
        retrainings: state.retrainings.map((past) => (past.sequence === of ? { ...past, paid } : past)),
      };
    }
    default:
      return state;
  }
}

function requestOf(job: RetrainingJob): Pick<RunningRetraining, "spot" | "tuning"> {
  if (job.kind === "tuning-job") return { tuning: job.request };
  return job.kind === "training-job" && job.request.EnableManagedSpotTraining === true
    ? { spot: job.request }
    : {};
}

function afterInterruption(
  { spot, ...running }: RunningRetraining,
  { sequence, data }: EntryOf<"retraining-interrupted">,
): RunningRetraining {
  const { interruptions, next } = data;
  return next
    ? { ...running, interruptions, sequence, displayName: next.name, execution: null }
    : { ...running, interruptions, ...(spot ? { spot } : {}) };
}
