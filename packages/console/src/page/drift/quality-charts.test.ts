import { expect, it } from "vitest";
import type { MeasuredMetric } from "../api/api-types.ts";
import type { PastWindow } from "./heat.ts";
import { qualityCharts, withoutQuality } from "./quality-charts.ts";
import { pastWindow } from "./testing/past-window.ts";

const mae: MeasuredMetric = {
  metric: "mae",
  value: 2,
  standardError: 0.1,
  line: 2.3,
  worse: "above",
  baseline: null,
  estimated: false,
};
const estimate: MeasuredMetric = {
  ...mae,
  value: 1.9,
  standardError: null,
  line: null,
  worse: null,
  baseline: 1.8,
  estimated: true,
};
const labels = { groundTruth: "s3://captures/truth", minLabels: 100 };
const schedule = (name: string, windows: readonly PastWindow[]) => ({
  schedule: name,
  source: "driftwheel" as const,
  windows: [...windows],
});

it("what was measured has its band and its line, what was estimated its baseline, each by the hours of its monitor", () => {
  const charts = qualityCharts({
    schedules: [
      schedule("driftwheel", [pastWindow(1, {}, { metrics: [estimate] })]),
      schedule("driftwheel-quality", [
        pastWindow(1, {}, { metrics: [mae] }),
        pastWindow(2, {}, { judged: false }),
        pastWindow(3, {}, { metrics: [{ ...mae, value: 2.4 }] }),
      ]),
    ],
  });
  expect(charts.map(({ title }) => title)).toEqual([
    "mae of labelled answers",
    "mae, estimated without labels",
  ]);
  const [measured, estimated] = charts;
  expect(measured?.words).toMatch(/^2\.4 last\. It is worse above 2\.3, its line\./);
  expect(measured?.series.map(({ label, values }) => [label, values])).toEqual([
    ["mae", [2, null, 2.4]],
    ["line", [2.3, null, 2.3]],
  ]);
  expect(measured?.series[0]?.band?.low.map((at) => at?.toFixed(3))).toEqual(["1.804", undefined, "2.204"]);
  expect(estimated?.series.map(({ label, values, band }) => [label, values, band])).toEqual([
    ["estimate", [1.9], undefined],
    ["baseline", [1.8], undefined],
  ]);
});

it("where nothing is known it says what is missing", () => {
  const unjudged = pastWindow(
    1,
    {},
    {
      judged: false,
      problem: { reason: "no-labels", words: "Nobody put labels." },
    },
  );
  const schedules = [schedule("driftwheel-quality", [unjudged])];
  expect(withoutQuality({ labels: null, schedules: [] })).toBe("no-labels");
  expect(withoutQuality({ labels, schedules })).toEqual({ words: "Nobody put labels." });
  expect(withoutQuality({ labels, schedules: [] })).toEqual({
    words: expect.stringMatching(/^No hour had 100 labels .*s3:\/\/captures\/truth\.$/),
  });
  const known = [schedule("driftwheel", [pastWindow(1, {}, { metrics: [estimate] })])];
  expect(withoutQuality({ labels: null, schedules: known })).toBeNull();
});
