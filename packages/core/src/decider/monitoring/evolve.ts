import type { Entry } from "../../vocabulary/entry.ts";
import type { WindowReading } from "../../vocabulary/monitored-window.ts";
import type { LostMonitoring, MonitoredSchedule, State } from "../../vocabulary/state.ts";

/** As many as a policy may wait for before people are told. */
const troubledKept = 336;

/** How the windows of each schedule came out, and what is not watched now. */
export function evolveMonitoring(state: State, entry: Entry): State {
  switch (entry.kind) {
    case "signal-observed":
    case "drift-confirmed":
      return entry.data.reading ? withReading(state, entry.data.reading) : state;
    case "monitoring-lost": {
      const { subject, problem, since } = entry.data;
      return withLost(state, subject, { sequence: entry.sequence, at: entry.at, since, problem });
    }
    case "monitoring-restored":
      return withLost(state, entry.data.subject, null);
    default:
      return state;
  }
}

function withReading(state: State, reading: WindowReading): State {
  const { schedule } = reading;
  const known = Object.hasOwn(state.monitored, schedule) ? (state.monitored[schedule] ?? null) : null;
  return { ...state, monitored: { ...state.monitored, [schedule]: read(known, reading) } };
}

/** A window counts once, by what was said of it last; one that was judged in full ends the row of those before it. */
function read(known: MonitoredSchedule | null, reading: WindowReading): MonitoredSchedule {
  const last = newest(known?.last ?? null, reading);
  const lastJudged = reading.judged
    ? newest(known?.lastJudged ?? null, reading)
    : (known?.lastJudged ?? null);
  const { end, problem } = reading;
  const sound = problem === null ? later(known?.soundUntil ?? null, end) : (known?.soundUntil ?? null);
  const others = (known?.troubled ?? []).filter((window) => window.end !== end);
  // A window in which nobody asked the endpoint is neither: there was nothing to judge.
  const troubled =
    problem === null || problem.reason === "no-requests"
      ? others
      : [...others, { end, reason: problem.reason }].sort((one, other) => (one.end < other.end ? -1 : 1));
  return {
    last,
    lastJudged,
    soundUntil: sound,
    troubled: troubled.filter((window) => sound === null || window.end > sound).slice(-troubledKept),
  };
}

function newest(known: WindowReading | null, reading: WindowReading): WindowReading {
  return known !== null && known.end > reading.end ? known : reading;
}

function later(known: string | null, end: string): string {
  return known !== null && known > end ? known : end;
}

function withLost(state: State, subject: string, lost: LostMonitoring | null): State {
  const others = Object.entries(state.unwatched).filter(([name]) => name !== subject);
  return { ...state, unwatched: Object.fromEntries(lost === null ? others : [...others, [subject, lost]]) };
}
