import type { TrafficResult } from "./measure.ts";
import { pinned } from "./rivals/rivals-python.ts";

/** The scenarios as a table of markdown. */
export function renderTraffic(results: readonly TrafficResult[]): string {
  const rows = results.map(
    ({ scenario, method, alarmsPerYear, promisedPerYear, delayWindows, ratioToOptimal, windowsTried }) =>
      [
        scenario,
        method,
        alarmsPerYear.toFixed(1),
        String(promisedPerYear),
        delayWindows.toFixed(1),
        ratioToOptimal.toFixed(2),
        String(windowsTried),
      ].join(" | "),
  );
  return [
    "### Under real traffic",
    "",
    "| scenario | method | alarms a year | promised | windows until the alarm | over independent rows | windows tried |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
    "",
    ...(results.some(({ method }) => method === "NannyML") ? [inPython] : []),
  ].join("\n");
}

const versions = pinned.map((pin) => pin.replace("==", " ")).join(", ");
const inPython = `Alarms of a year are reckoned from the windows tried. Where a method alarms in nearly every window, a short wait for a shift says
nothing. Methods in Python have their defaults, and the windows that the others have, the first of them: ${versions}.

- **Evidently, any column** and **half of the columns**: \`DataDriftPreset\` with the training rows as reference. It tests each
  numeric column by Wasserstein's distance over the standard deviation, against 0.1, because there are more than 1,000
  reference rows. Its report says of each column whether it drifted (an alarm for any), and of all whether half of them did
  (\`drift_share\` 0.5). The limit is the same however few rows a window has.
- **NannyML**: \`UnivariateDriftCalculator\`, a chunk for each window: Jensen and Shannon's distance of each feature, an alert
  above the mean and three standard deviations of the chunks of training rows; an alarm for an alert of any feature.
- **river ADWIN** and **Page-Hinkley**: \`drift.ADWIN\` (delta 0.002) and \`drift.PageHinkley\` (threshold 50), one for each feature,
  told of every row, the training rows first; an alarm for a window in which any of them detects drift. They begin anew by
  themselves then. They promise nothing of windows, and compare rows with those before them and not with the training rows:
  a shift is told once.
`;
