import { expect, it } from "vitest";
import { durationWords, momentWords } from "./axis-words.ts";
import { type ChartData, chartJson, columnsOf } from "./chart-data.ts";
import { thinned } from "./thinned.ts";

const data: ChartData = {
  title: "Difference",
  words: "",
  x: [0, 60_000],
  xIs: "time",
  unit: "share",
  includes: [0],
  series: [
    {
      label: "difference",
      values: [null, 0.1],
      colour: "series-1",
      band: { label: "95 %", low: [null, -0.1], high: [null, 0.3] },
    },
  ],
};

it("a picture keeps first and last, and no peak is lost however many numbers there are", () => {
  const values = Array.from({ length: 2_000 }, (_, index) =>
    index === 777 ? 9 : index === 1_234 ? -9 : Math.sin(index),
  );
  const kept = thinned(values.length, [values], 300);
  expect(kept.length).toBeLessThanOrEqual(302);
  for (const index of [0, 777, 1_234, 1_999]) expect(kept).toContain(index);
  expect([...kept].sort((one, other) => one - other)).toEqual(kept);
  expect(thinned(3, [[1, null, 2]], 300)).toEqual([0, 1, 2]);
});

it("what is not known is no extreme", () => {
  const values = Array.from({ length: 1_000 }, (_, index) => (index % 2 === 0 ? null : 1));
  expect(thinned(1_000, [values], 30).length).toBeLessThanOrEqual(32);
});

it("a chart's numbers are copied with their moments and intervals", () => {
  expect(columnsOf(data).map(({ label }) => label)).toEqual(["difference", "95 %, from", "95 %, to"]);
  expect(JSON.parse(chartJson(data))).toEqual({
    title: "Difference",
    rows: [
      { at: "1970-01-01T00:00:00.000Z", difference: null, "95 %, from": null, "95 %, to": null },
      { at: "1970-01-01T00:01:00.000Z", difference: 0.1, "95 %, from": -0.1, "95 %, to": 0.3 },
    ],
  });
});

it("an axis says as much of a moment as tells its neighbours apart, and durations in their own unit", () => {
  const at = Date.parse("2026-11-30T14:05:09Z");
  expect(momentWords(at, 120_000, "UTC")).toBe("14:05:09");
  expect(momentWords(at, 7_200_000, "UTC")).toBe("14:05");
  expect(momentWords(at, 2 * 86_400_000, "UTC")).toBe("Mon 14:05");
  expect(momentWords(at, 9 * 86_400_000, "UTC")).toBe("30 Nov");
  expect([45_000, 90_000, 12_600_000, 172_800_000].map(durationWords)).toEqual([
    "45 s",
    "1.5 min",
    "3.5 h",
    "2 d",
  ]);
});
