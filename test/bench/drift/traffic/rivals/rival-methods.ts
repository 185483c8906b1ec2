import { mean } from "../../../mean.ts";
import { farthest, type MethodGroup, type TrafficSize, windowsPerYear } from "../method-group.ts";
import type { Scenario } from "../scenarios.ts";
import { type Shift, simulatedRows } from "../simulated-rows.ts";
import type { RivalProcess } from "./rival-process.ts";

/** Whether a library's methods judge a window by those before it too: others need not be asked about all. */
const remembers: Readonly<Record<string, boolean>> = { evidently: false, nannyml: false, river: true };
const libraries = Object.keys(remembers);

/** The methods of Evidently, NannyML and river, which a process is asked about. */
export function rivalMethods(rivals: RivalProcess): MethodGroup {
  return {
    calm: async (scenario, size) => {
      const next = await begun(rivals, scenario, size.seed, null);
      const perYear = windowsPerYear(scenario);
      const windowsTried = Math.min(size.rivalWindows, Math.round(perYear));
      const alarms = new Map<string, number>();
      for (let window = 0; window < windowsTried; window += 1) {
        const values = next();
        for (const library of libraries)
          for (const [method, isAlarm] of Object.entries(await rivals.ask({ window: values, library })))
            alarms.set(method, (alarms.get(method) ?? 0) + Number(isAlarm));
      }
      return [...alarms].map(([method, count]) => ({
        method,
        alarmsPerYear: (count / windowsTried) * perYear,
        windowsTried,
      }));
    },
    delays: async (scenario, size, shift) => {
      const runs: ReadonlyMap<string, number>[] = [];
      for (let run = 0; run < size.runs; run += 1)
        runs.push(await delaysOfRun(rivals, scenario, { ...size, seed: size.seed + 1000 + run }, shift));
      const methods = [...(runs[0]?.keys() ?? [])];
      return new Map(
        methods.map((method) => [method, mean(runs.map((each) => each.get(method) ?? farthest))]),
      );
    },
  };
}

async function delaysOfRun(
  rivals: RivalProcess,
  scenario: Scenario,
  { seed, calm }: TrafficSize,
  shift: Omit<Shift, "from">,
): Promise<ReadonlyMap<string, number>> {
  const next = await begun(rivals, scenario, seed, { ...shift, from: calm });
  for (let window = 0; window < calm; window += 1) {
    const values = next();
    for (const library of libraries) if (remembers[library]) await rivals.ask({ window: values, library });
  }
  const firsts = new Map<string, number | null>();
  let awaited = libraries;
  for (let delay = 1; delay <= farthest && awaited.length > 0; delay += 1) {
    const values = next();
    const silent: string[] = [];
    for (const library of awaited) {
      const verdicts = Object.entries(await rivals.ask({ window: values, library }));
      for (const [method, isAlarm] of verdicts)
        firsts.set(method, firsts.get(method) ?? (isAlarm ? delay : null));
      if (verdicts.some(([method]) => firsts.get(method) === null)) silent.push(library);
    }
    awaited = silent;
  }
  return new Map([...firsts].map(([method, first]) => [method, first ?? farthest]));
}

/** Tells the training rows, and gives what the windows come from: by feature. */
async function begun(
  rivals: RivalProcess,
  scenario: Scenario,
  seed: number,
  shift: Shift | null,
): Promise<() => readonly (readonly number[])[]> {
  const { training, next } = simulatedRows(scenario, seed, shift);
  const features = training[0] ?? [];
  const trained = features.map((_, feature) => training.map((row) => row[feature] ?? 0));
  await rivals.ask({ trained, rows: scenario.rows });
  return () => next().map((column) => [...column]);
}
