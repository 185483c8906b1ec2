import { describe, expect, it } from "vitest";
import { type Baseline, parseBaseline } from "../../monitor/baseline/baseline.ts";
import { statisticsOf } from "../../monitor/baseline/statistics-of.ts";
import { noHistory, readHistory, type WindowHistory } from "../../monitor/dispersion/window-history.ts";
import { WindowCounter } from "../../monitor/window/window-counter.ts";
import { countsOfState, type WindowCounts } from "../../monitor/window/window-counts.ts";
import { policyFor } from "../../policy/testing/fleet.ts";
import { normalQuantile } from "../../stats/distributions/normal.ts";
import { seededIntegers } from "../../stats/random.ts";
import { assessByPolicy } from "./assess-by-policy.ts";
import { promisedAlarms } from "./promised-alarms.ts";

const random = seededIntegers(8);
const normal = () => normalQuantile((random() + 0.5) / 2 ** 32);
const parsed = parseBaseline(
  JSON.stringify(
    statisticsOf(
      Array.from({ length: 6000 }, () => [normal(), normal()]),
      ["x", "y"],
    ),
  ),
);
if (!parsed.ok) throw new Error(parsed.reason);
const baseline: Baseline = parsed.baseline;
const policy = policyFor("tides", {
  drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2, minEffect: 0 }, minRows: 100 },
});

function counted(rows: number, level: number): WindowCounts {
  const counter = new WindowCounter(baseline, ["x", "y"]);
  for (let row = 0; row < rows; row += 1) counter.add([level + normal(), normal()]);
  return countsOfState(counter.state());
}

const momentOf = (hour: number) => new Date(hour * 3_600_000).toISOString();

function assess(history: WindowHistory, hour: number, counts: WindowCounts) {
  return assessByPolicy(
    baseline,
    { counts, estimated: null, start: momentOf(hour), end: momentOf(hour + 1) },
    policy,
    history,
  );
}

/** The score-giving p-value of a window, after so many hours with these levels. */
function after(hours: number, level: (hour: number) => number, last: number): number {
  let history = noHistory("b", baseline);
  for (let hour = 0; hour < hours; hour += 1) {
    ({ history } = assess(history, hour, counted(200, level(hour))));
  }
  const { assessment } = assess(history, hours, counted(200, last));
  return assessment.result === "assessed" ? assessment.evidence.pValue : Number.NaN;
}

describe("a window after others", () => {
  const daily = (hour: number) => 0.6 * Math.sin((2 * Math.PI * hour) / 24);

  it("is as certain as before where those were like independent rows", () => {
    expect(after(60, () => 0, 0.5)).toBeLessThan(1e-6);
  });

  it("is judged by how far those came and went", () => {
    expect(after(0, daily, 0.6)).toBeLessThan(1e-6);
    expect(after(144, daily, 0.6)).toBeGreaterThan(0.02);
    expect(after(144, daily, 1.6)).toBeLessThan(1e-3);
  });

  it("is not excused by drift that lasts", () => {
    // The score of such a p-value is 3, the most that counts.
    expect(after(60, (hour) => (hour < 30 ? 0 : 0.5), 0.5)).toBeLessThan(0.00135);
  });

  it("gives the same answer when what was known is written down and read again", () => {
    const { history } = assess(noHistory("b", baseline), 0, counted(200, 1));
    const read = readHistory(JSON.parse(JSON.stringify(history)), "b");
    expect(read).toEqual(history);
    expect(readHistory(JSON.parse(JSON.stringify(history)), "another")).toBeNull();
  });
});

describe("a window with too few rows", () => {
  it("is judged with the next, from its own start", () => {
    const few = assess(noHistory("b", baseline), 0, counted(60, 0));
    expect(few.assessment).toMatchObject({ result: "not-enough-data", rows: 60 });
    const both = assess(few.history, 1, counted(60, 0));
    expect(both).toMatchObject({ start: momentOf(0), assessment: { result: "assessed", rows: 120 } });
    expect(both.history.pooled).toBeNull();
  });
});

it("a model's false alarms are shared out where its answers are watched too", () => {
  expect(promisedAlarms(policy)).toBe(2);
  const both = policyFor("tides", {
    quality: { groundTruth: "s3://tides/truth", problem: "regression", success: { within: 2 } },
  });
  expect(promisedAlarms(both)).toBe(both.drift.sensitivity.falseAlarmsPerYear / 2);
});
