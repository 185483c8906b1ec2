import { describe, expect, it } from "vitest";
import { type Baseline, parseBaseline } from "../../monitor/baseline/baseline.ts";
import { columnsOf, statisticsOf } from "../../monitor/baseline/statistics-of.ts";
import { calibratedStatistics } from "../../monitor/calibration/calibrated-statistics.ts";
import { noHistory, readHistory, type WindowHistory } from "../../monitor/dispersion/window-history.ts";
import { estimateCheck, toldEstimate } from "../../monitor/estimated/told-estimate.ts";
import { WindowCounter } from "../../monitor/window/counting/window-counter.ts";
import { countsOfState, shownBy, type WindowCounts } from "../../monitor/window/window-counts.ts";
import { policyFor } from "../../policy/testing/fleet.ts";
import { normalQuantile } from "../../stats/distributions/normal.ts";
import { seededIntegers } from "../../stats/random.ts";
import { cusumReference, strongestScore } from "../../stats/sequential/clipped-cusum.ts";
import { cusumStep } from "../../stats/sequential/cusum.ts";
import { scoreOfPValue } from "../../stats/two-samples/combined-p-value.ts";
import { assessByPolicy } from "./assess-by-policy.ts";
import { windowLine } from "./evidence/persistence.ts";
import { promisedAlarms } from "./evidence/promised-alarms.ts";

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

function counted(rows: number, level: number, repeats = 1): WindowCounts {
  const counter = new WindowCounter(baseline, ["x", "y"]);
  for (let row = 0; row < rows; row += repeats) {
    const values = [level + normal(), normal()];
    for (let time = 0; time < repeats; time += 1) counter.add(values);
  }
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

/** The windows that raise an alarm when the sum begins anew with each. */
function alarms(hours: number, level: (hour: number) => number, repeats = 1): readonly number[] {
  const line = windowLine({ windowMilliseconds: 3_600_000, falseAlarmsPerYear: 2 });
  const moments: number[] = [];
  let history = noHistory("b", baseline);
  let sum = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    const judged = assess(history, hour, counted(200, level(hour), repeats));
    ({ history } = judged);
    if (judged.assessment.result !== "assessed") throw new Error(judged.assessment.reason);
    const { pValue, allowance } = judged.assessment.evidence;
    const score = Math.min(strongestScore, scoreOfPValue(pValue) - allowance);
    sum = cusumStep(sum, score, cusumReference);
    if (sum < line) continue;
    moments.push(hour);
    sum = 0;
  }
  return moments;
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
    expect(after(230, (hour) => (hour < 200 ? 0 : 0.5), 0.5)).toBeLessThan(0.00135);
  });

  it("gives the same answer when what was known is written down and read again", () => {
    const { history } = assess(noHistory("b", baseline), 0, counted(200, 1));
    const read = readHistory(JSON.parse(JSON.stringify(history)), "b");
    expect(read).toEqual(history);
    expect(readHistory(JSON.parse(JSON.stringify(history)), "another")).toBeNull();
  });
});

describe("an alarm of a champion's first week, whose training rows tell nothing of how windows differ", () => {
  it("is not raised again by the same cycle, nor by the next ones", () => {
    const moments = alarms(400, (hour) => 0.6 * Math.sin((2 * Math.PI * hour) / 24));
    expect(moments[0]).toBeLessThan(8);
    expect(moments.length).toBeLessThanOrEqual(2);
  });

  it("is not raised again by rows that repeat each other", () => {
    const moments = alarms(400, () => 0, 4);
    expect(moments[0]).toBeLessThan(8);
    expect(moments.length).toBeLessThanOrEqual(2);
  });

  it("is raised again by a shift that lasts three days, which is not learned from", () => {
    const [first = 400, second = 400, ...later] = alarms(400, () => 0.5);
    expect(first).toBeLessThan(5);
    expect(second - first).toBeGreaterThan(60);
    expect(second - first).toBeLessThan(80);
    expect(later.at(-1)).toBeGreaterThan(300);
  });

  it("is raised again at once by what goes beyond it", () => {
    const moments = alarms(40, (hour) => (hour < 24 ? 0.4 : 1.6));
    expect(moments.filter((hour) => hour < 24)).toHaveLength(1);
    expect(moments.find((hour) => hour >= 24)).toBeLessThan(30);
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

describe("features that go together, and answers", () => {
  const own = seededIntegers(31);
  const bell = () => normalQuantile((own() + 0.5) / 2 ** 32);
  const together = (correlation: number) => {
    const x = bell();
    return [x, correlation * x + Math.sqrt(1 - correlation ** 2) * bell(), bell()] as const;
  };
  /** By day they go together more than by night. */
  const daily = (hour: number) => 0.6 - 0.35 * Math.sin((2 * Math.PI * hour) / 24);
  const names = ["x", "y", "answer"];
  // In no order of time: only the windows show how days and nights differ.
  const training = Array.from({ length: 6000 }, (_, row) => together(daily(row)));
  const made = parseBaseline(
    JSON.stringify({
      ...calibratedStatistics(columnsOf(training, names), training.length, {
        windows: 1000,
        sizes: [120, 200],
        predictions: [{ name: "answer", place: 0 }],
      }),
    }),
  );
  if (!made.ok) throw new Error(made.reason);
  const bins = [-4, 0].map((from) => ({ from, rows: 100, positives: from === 0 ? 90 : 10 }));
  const estimation = {
    kind: "binary",
    label: "late",
    prediction: "answer",
    positive: "1",
    threshold: 0,
    bins,
  } as const;
  const joint: Baseline = { ...made.baseline, estimation };
  type Shown = readonly (number | undefined)[];
  const shown = (rows: readonly Shown[]) => {
    const counter = new WindowCounter(joint, names);
    for (const row of rows) counter.add(row);
    return shownBy(counter.state());
  };
  const judge = (history: WindowHistory, rows: readonly Shown[], [from, to]: readonly [number, number]) =>
    assessByPolicy(joint, { ...shown(rows), start: momentOf(from), end: momentOf(to) }, policy, history);
  const linesOf = ({ assessment }: ReturnType<typeof judge>) =>
    assessment.result === "assessed" ? assessment.features : [];

  it("are judged of pooled windows as of one that had all their rows, answers that could not be read left out", () => {
    const [one, other] = [0, 1].map((window) =>
      Array.from({ length: 60 }, (_, at): Shown => {
        const [x, y, answer] = together(-0.8);
        return [x, y, (window + at) % 3 === 0 ? undefined : answer];
      }),
    );
    if (!one || !other) throw new Error("There are two windows.");
    const few = judge(noHistory("b", joint), one, [0, 1]);
    const pooled = judge(few.history, other, [1, 2]);
    const whole = judge(noHistory("b", joint), [...one, ...other], [0, 2]);
    const decided = (judged: ReturnType<typeof judge>) =>
      linesOf(judged).filter(({ check }) => check !== estimateCheck);
    expect(decided(pooled)).toEqual(decided(whole));
    expect(decided(pooled)).toContainEqual(expect.objectContaining({ feature: "x with y", violated: true }));
    expect(decided(pooled).map(({ feature, check }) => `${feature}: ${check}`)).not.toContain(
      "answer: completeness_check",
    );
    const told = linesOf(pooled).filter(({ check }) => check === estimateCheck);
    expect(told).toEqual(toldEstimate(joint, shown(other).estimated));
    expect(told.length).toBeGreaterThan(0);
  });

  it("are judged by how they came and went in the windows before, and a pair that turns is found all the same", () => {
    let history = noHistory("b", joint);
    const pairAt = (hour: number, correlation: number) => {
      const rows = Array.from({ length: 200 }, () => together(correlation));
      const judged = judge(history, rows, [hour, hour + 1]);
      return { judged, pValue: linesOf(judged).find(({ feature }) => feature === "x with y")?.pValue ?? 1 };
    };
    expect(pairAt(0, daily(6)).pValue).toBeLessThan(1e-4);
    for (let hour = 0; hour < 144; hour += 1) {
      ({ history } = pairAt(hour, daily(hour)).judged);
    }
    expect(pairAt(144, daily(6)).pValue).toBeGreaterThan(0.02);
    expect(pairAt(144, -0.8).pValue).toBeLessThan(1e-3);
  });
});

it("a model's false alarms are shared out where its answers are watched too", () => {
  expect(promisedAlarms(policy, "driftwheel")).toBe(2);
  const both = policyFor("tides", {
    quality: { groundTruth: "s3://tides/truth", problem: "regression", success: { within: 2 } },
  });
  const half = both.drift.sensitivity.falseAlarmsPerYear / 2;
  expect(promisedAlarms(both, "driftwheel")).toBe(half);
  expect(promisedAlarms(both, "driftwheel-quality")).toBe(half);
  const rare = policyFor("tides", { quality: { groundTruth: "s3://tides/truth", problem: "binary" } });
  expect(promisedAlarms(rare, "driftwheel")).toBe(half);
  expect(promisedAlarms(rare, "driftwheel-quality")).toBe(half / 2);
  expect(promisedAlarms(rare, "driftwheel-quality-rare")).toBe(half / 2);
});
