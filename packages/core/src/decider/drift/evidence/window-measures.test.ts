import { expect, it } from "vitest";
import type { DriftFeature, MeasuredMetric } from "../../../vocabulary/drift-window.ts";
import { feature, windowReported } from "../../testing/drift-steps.ts";
import { given } from "../../testing/specification.ts";
import { endpointTold } from "../../testing/steps.ts";
import { windowMeasures } from "./window-measures.ts";

const mae: MeasuredMetric = {
  value: 2.345_678,
  standardError: null,
  line: 2.5,
  worse: "above",
  baseline: null,
  estimated: false,
};
const quiet = (name: string, distance: number | null): DriftFeature => ({
  ...feature(name, distance ?? 0),
  violated: false,
  distance,
});

it("an entry tells of the ten that came nearest beside what its window names, each feature once", () => {
  const moved = feature("rain", 0.4);
  const others = Array.from({ length: 12 }, (_, index) => quiet(`f${index}`, index / 100 + 0.000_012_34));
  const again = { ...quiet("f11", 0.001), check: "completeness_check" };
  const found = windowMeasures([moved, ...others, again, quiet("unknown", null)], { features: [moved] });
  expect(found?.distances.map(({ feature: name }) => name)).toEqual(
    Array.from({ length: 10 }, (_, index) => `f${11 - index}`),
  );
  expect(found?.distances[9]).toEqual({ feature: "f2", distance: 0.02001, threshold: moved.threshold });
  expect(found?.metrics).toEqual([]);
  expect(windowMeasures([moved], { features: [moved] })).toBeNull();
});

it("a metric is told by its numbers in the entry, and its window is judged and remembered as without them", () => {
  const line = { ...quiet("mae", null), pValue: 0.3 };
  const told = given(endpointTold).when(windowReported([{ ...line, measured: mae }]));
  const without = given(endpointTold).when(windowReported([line]));
  expect(told.entries[0]?.data).toEqual({
    ...without.entries[0]?.data,
    measures: { distances: [], metrics: [{ metric: "mae", ...mae, value: 2.346 }] },
  });
  expect(told.state).toEqual(without.state);
});
