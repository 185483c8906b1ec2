import type { TrafficResult } from "./measure.ts";

/** The scenarios as a table of markdown. */
export function renderTraffic(results: readonly TrafficResult[]): string {
  const rows = results.map(
    ({ scenario, method, alarmsPerYear, promisedPerYear, delayWindows, ratioToOptimal }) =>
      [
        scenario,
        method,
        alarmsPerYear.toFixed(1),
        String(promisedPerYear),
        delayWindows.toFixed(1),
        ratioToOptimal.toFixed(2),
      ].join(" | "),
  );
  return [
    "### Under real traffic",
    "",
    "| scenario | method | alarms a year | promised | windows until the alarm | over independent rows |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
    "",
  ].join("\n");
}
