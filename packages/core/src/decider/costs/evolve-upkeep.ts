import type { MonitorJob } from "../../vocabulary/costs.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import { captureSchedule } from "../../vocabulary/monitored-window.ts";
import type { MonthOfUpkeep, State } from "../../vocabulary/state.ts";
import { monthBefore, monthOf } from "./months.ts";

/** Months that nobody writes down are forgotten: a fleet may not want to know what it costs. */
const monthsKept = 3;

const none: MonthOfUpkeep = { rows: 0, jobs: [], joined: 0 };

/** What monitoring had in each month of which it is not written down yet what it cost. */
export function evolveUpkeep(state: State, entry: Entry): State {
  const { upkeep } = state;
  const month = monthOf(entry.at);
  const recorded = upkeep.recorded ?? monthBefore(month);
  if (entry.kind === "upkeep-recorded") {
    const months = Object.entries(upkeep.months).filter(([one]) => one > entry.data.month);
    return { ...state, upkeep: { recorded: entry.data.month, months: Object.fromEntries(months) } };
  }
  const started = upkeep.recorded === null ? { ...state, upkeep: { ...upkeep, recorded } } : state;
  if (entry.kind !== "signal-observed" && entry.kind !== "drift-confirmed") return started;
  const { reading, ran } = entry.data;
  const rows = reading?.schedule === captureSchedule ? (reading.rows ?? 0) : 0;
  if (rows === 0 && !ran) return started;
  const had = upkeep.months[month] ?? none;
  const months = {
    ...upkeep.months,
    [month]: {
      rows: had.rows + rows,
      jobs: ran ? plus(had.jobs, ran) : had.jobs,
      joined: had.joined + (ran?.joined ? 1 : 0),
    },
  };
  if (Object.keys(months).length <= monthsKept) return { ...state, upkeep: { recorded, months } };
  const kept = Object.entries(months)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .slice(-monthsKept);
  return { ...state, upkeep: { recorded, months: Object.fromEntries(kept) } };
}

function plus(jobs: MonthOfUpkeep["jobs"], { used }: MonitorJob): MonthOfUpkeep["jobs"] {
  return used.reduce<MonthOfUpkeep["jobs"]>((all, { instanceType, count, seconds, volume }) => {
    const had = all.find((one) => one.instanceType === instanceType);
    const instanceSeconds = count * seconds;
    const gigabyteSeconds = count * (volume?.gigabytes ?? 0) * (volume?.seconds ?? 0);
    return [
      ...all.filter((one) => one !== had),
      {
        instanceType,
        runs: (had?.runs ?? 0) + 1,
        instanceSeconds: (had?.instanceSeconds ?? 0) + instanceSeconds,
        gigabyteSeconds: (had?.gigabyteSeconds ?? 0) + gigabyteSeconds,
      },
    ];
  }, jobs);
}
