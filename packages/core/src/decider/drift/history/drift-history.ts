import type { ModelPolicy } from "../../../policy/policy.ts";
import { cusumReference } from "../../../stats/sequential/clipped-cusum.ts";
import type {
  DriftFeature,
  DriftSource,
  DriftWindow,
  WindowMeasures,
} from "../../../vocabulary/drift-window.ts";
import type { Entry } from "../../../vocabulary/entry.ts";
import type { WindowReading } from "../../../vocabulary/monitored-window.ts";
import { initialState, type State } from "../../../vocabulary/state.ts";
import { lineOf } from "../decide.ts";
import { foldWindows } from "../evidence/persistence.ts";
import { evolveDrift, windowsKept } from "../evolve.ts";

/** One window of a schedule, as the ledger has it. */
interface PastWindow {
  /** Of the entry that tells of it. */
  readonly sequence: number;
  readonly start: string | null;
  readonly end: string;
  readonly rows: number | null;
  readonly judged: boolean;
  /** Evidence as a standard normal score under no drift; null where the window was not judged. */
  readonly score: number | null;
  /** The sum with this window; null where it was not judged. */
  readonly cusum: number | null;
  /** What the sum is compared with; null where the window was not judged. */
  readonly line: number | null;
  readonly effect: number | null;
  /** The violated ones, strongest first, at most ten. */
  readonly features: readonly DriftFeature[];
  /** How far others are, the strongest first, at most ten; empty where the source tells of the violated ones alone. */
  readonly distances: WindowMeasures["distances"];
  /** The model's performance, measured or estimated; empty where nobody knows it. */
  readonly metrics: WindowMeasures["metrics"];
  /** Where its report lies, `s3://...`; null where the source does not say. */
  readonly report: string | null;
  readonly problem: WindowReading["problem"];
  readonly unread: WindowReading["unread"];
}

/** The windows of one schedule, oldest first. */
export interface ScheduleHistory {
  readonly schedule: string;
  /** Null while none was judged. */
  readonly source: DriftSource | null;
  readonly windows: readonly PastWindow[];
}

/**
 * The newest windows of a model by schedule, each with the sum that it left behind: folded from the ledger as drift is
 * decided on, so that a new champion begins anew.
 *
 * @param most windows of a schedule
 */
export function driftHistory(
  entries: readonly Entry[],
  policy: ModelPolicy,
  most: number,
): readonly ScheduleHistory[] {
  const found = new Map<string, Map<string, FoundWindow>>();
  const sources = new Map<string, DriftSource>();
  let state: State = initialState(entries[0]?.model ?? "");
  const begins = beginnings(entries, most + windowsKept);
  for (const entry of entries) {
    const told = toldBy(entry);
    if (told && entry.sequence < (begins.get(told.schedule) ?? 0)) continue;
    const { drift } = state;
    state = evolveDrift(state, entry);
    if (!told) continue;
    const { window, schedule, end } = told;
    const windows = found.get(schedule) ?? new Map<string, FoundWindow>();
    const known = windows.get(end);
    found.set(schedule, windows);
    if (window) sources.set(schedule, window.source);
    // What was not judged takes nothing back, and a weaker report of the same window neither.
    if (known?.window && (!window || drift.windows[schedule] === state.drift.windows[schedule])) {
      // Labels that came later may be no stronger evidence, and are more labels all the same.
      if (told.metrics.length > 0) windows.set(end, { ...known, metrics: told.metrics });
      continue;
    }
    windows.set(end, { ...told, sequence: entry.sequence, upTo: state.drift.windows[schedule] ?? [] });
    // The oldest go, so that a ledger of any length takes no more memory than is answered.
    if (windows.size > 2 * most) keepNewest(windows, most);
  }
  return [...found].map(([schedule, windows]) => {
    keepNewest(windows, most);
    const past = [...windows.values()].map((one) => pastWindow(one, policy));
    return { schedule, source: sources.get(schedule) ?? null, windows: past };
  });
}

/**
 * The sequence from which a schedule's entries are looked at: what lies before its newest windows, and before all those
 * that the oldest of them is summed with, changes nothing, and of a long ledger that is nearly all.
 *
 * @param most windows of a schedule
 */
function beginnings(entries: readonly Entry[], most: number): ReadonlyMap<string, number> {
  const ends = new Map<string, Set<string>>();
  const begins = new Map<string, number>();
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    const told = entry && toldBy(entry);
    if (!entry || !told || begins.has(told.schedule)) continue;
    const found = ends.get(told.schedule) ?? new Set();
    ends.set(told.schedule, found.add(told.end));
    if (found.size > most) begins.set(told.schedule, entry.sequence + 1);
  }
  return begins;
}

/** What is summed up once it is known to be among the newest: of a long ledger nearly none is. */
interface FoundWindow extends Told {
  readonly sequence: number;
  /** The schedule's windows with this one, as drift was decided on. */
  readonly upTo: readonly DriftWindow[];
}

interface Told extends WindowMeasures {
  readonly schedule: string;
  readonly end: string;
  readonly window: DriftWindow | null;
  readonly reading: WindowReading | null;
}

function toldBy(entry: Entry): Told | null {
  if (entry.kind !== "signal-observed" && entry.kind !== "drift-confirmed") return null;
  const { window = null, reading = null } = entry.data;
  const { distances, metrics } = entry.data.measures ?? nothingMore;
  const { schedule, end } = window ?? reading ?? {};
  return schedule === undefined || end === undefined
    ? null
    : { schedule, end, window, reading, distances, metrics };
}

const nothingMore: WindowMeasures = { distances: [], metrics: [] };

function pastWindow(
  { sequence, end, window, reading, distances, metrics, upTo }: FoundWindow,
  policy: ModelPolicy,
): PastWindow {
  return {
    sequence,
    end,
    start: window?.start ?? reading?.start ?? null,
    rows: window?.rows ?? reading?.rows ?? null,
    judged: window !== null,
    problem: reading?.problem ?? null,
    unread: reading?.unread ?? null,
    distances,
    metrics,
    ...(window ? evidenceOf(window, upTo, policy) : noEvidence),
  };
}

const noEvidence = { score: null, cusum: null, line: null, effect: null, features: [], report: null };

function evidenceOf(window: DriftWindow, upTo: readonly DriftWindow[], policy: ModelPolicy) {
  const line = lineOf(window, policy);
  const { cusum } = foldWindows(upTo, { k: cusumReference, line });
  const { score, effect, features, report } = window;
  return { score, cusum, line, effect, features, report };
}

function keepNewest(windows: Map<string, FoundWindow>, most: number): void {
  const newest = [...windows].sort(([one], [other]) => (one < other ? -1 : 1)).slice(-most);
  windows.clear();
  for (const [end, window] of newest) windows.set(end, window);
}
