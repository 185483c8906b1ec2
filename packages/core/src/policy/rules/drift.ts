import { inWords } from "../../words/duration.ts";
import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import { nearest } from "../refusal/nearest.ts";
import { repeated, type Section } from "./section.ts";

const yearMilliseconds = 365.25 * 86_400_000;
/** A PSI of 0.25 is a great change already; more than this has only what no longer overlaps at all. */
const largestEffect = 5;
/** Captures of a window that come later than so many windows after it make every verdict an old one. */
const latestWindows = 12;

/** What cannot work of how drift is looked for. */
export function driftFaults({ drift }: ModelPolicy, section: Section): readonly Fault[] {
  const { sensitivity, window, lag, metrics = [], predictions = {} } = drift;
  const columns = (drift.columns ?? []).flatMap((name) => name ?? []);
  const faults: Fault[] = [];
  const windows = yearMilliseconds / window;
  if (sensitivity.falseAlarmsPerYear >= windows) {
    faults.push(
      section.fault(
        ["drift", "sensitivity", "falseAlarmsPerYear"],
        `must be below the ${windows < 1 ? Number(windows.toPrecision(2)) : Math.floor(windows)} windows of ${inWords(window)} that a year has, or each of them is an alarm`,
        { remedy: `write falseAlarmsPerYear: ${Math.min(2, Number((windows / 10).toPrecision(1)))}` },
      ),
    );
  }
  if (sensitivity.minEffect > largestEffect) {
    faults.push(
      section.fault(
        ["drift", "sensitivity", "minEffect"],
        `must be at most ${largestEffect}, or no drift is ever worth a retraining: it is a PSI, of which 0.1 is small and 0.25 great`,
      ),
    );
  }
  if (lag > latestWindows * window) {
    faults.push(
      section.fault(
        ["drift", "lag"],
        `must not be longer than ${latestWindows} windows (${inWords(latestWindows * window)}): drift would be told when it is over`,
        { byDefault: inWords(lag), remedy: `write lag: "${inWords(window)}", or a longer window` },
      ),
    );
  }
  if (drift.columns && columns.length === 0) {
    faults.push(
      section.fault(["drift", "columns"], "names no column, so nothing would be watched", {
        remedy: 'write columns: ["temperature", null, "wind"], with null for a value that nobody watches',
      }),
    );
  }
  for (const list of ["columns", "metrics"] as const) {
    // Values that nobody watches have no names to be the same.
    const names = (drift[list] ?? []).map((name, place) => name ?? place);
    for (const [place, first] of repeated(names)) {
      faults.push(
        section.fault(["drift", list, place], `stands at ${list}.${first} already`, {
          remedy: `give each column its own name, such as ["temperature", "wind"]`,
        }),
      );
    }
  }
  for (const name of Object.keys(predictions)) {
    if (!columns.includes(name)) continue;
    faults.push(
      section.fault(
        ["drift", "predictions", name],
        "is one of drift.columns, which are the values of a request",
        {
          remedy: "leave it out of one of them: a prediction is what the model answers",
        },
      ),
    );
  }
  if (section.wrote(["drift", "predictions"]) && Object.keys(predictions).length === 0) {
    faults.push(
      section.fault(["drift", "predictions"], "names no column of the baseline", {
        remedy: 'write predictions: { price: "predictions.0.score" }, or leave it out',
      }),
    );
  }
  if (columns.length > 0) {
    for (const [place, name] of metrics.entries()) {
      // Of an embedding or a text one feature may be named: "comment (length)".
      const isOf = (column: string) => name === column || name.startsWith(`${column} (`);
      if ([...columns, ...Object.keys(predictions)].some(isOf)) continue;
      const meant = nearest(name, [...columns, ...Object.keys(predictions)]);
      faults.push(
        section.fault(
          ["drift", "metrics", place],
          "is none of drift.columns, so it would never have a distance",
          {
            remedy:
              meant === null
                ? `write one of them, such as ${JSON.stringify(columns[0])}`
                : `did you mean ${JSON.stringify(meant)}?`,
          },
        ),
      );
    }
  }
  return faults;
}
