import { expect, test } from "vitest";
import drifted from "../../../../../test/fixtures/events/drift/reports/drift-report.drifted.json" with {
  type: "json",
};
import { driftReport } from "./drift-report.ts";

test("a report becomes a signal with its window, its rows and its features", () => {
  expect(driftReport.read(drifted)).toMatchObject({
    result: "signal",
    signal: {
      endpoint: "frost-prod",
      schedule: null,
      windowStart: "2026-02-20T08:00:00.000Z",
      windowEnd: "2026-02-20T09:00:00.000Z",
      rows: 480,
      features: [
        { feature: "temp_max", violated: true, distance: 0.71, threshold: 0.2 },
        { feature: "wind", violated: false, pValue: null, threshold: null },
      ],
    },
  });
});

test("the same window read again is the same report, unless rows came late", () => {
  const again = { ...drifted, id: "another", time: "2026-02-20T10:00:00Z" };
  const fuller = { ...again, detail: { ...drifted.detail, rows: 502 } };
  expect(identity(again)).toBe(identity(drifted));
  expect(identity(fuller)).not.toBe(identity(drifted));
});

test("what is wrong inside a feature is named by its place in the list", () => {
  const [first, second] = drifted.detail.features;
  const broken = {
    ...drifted,
    detail: { ...drifted.detail, features: [first, { ...second, violated: "yes" }] },
  };
  expect(driftReport.read(broken)).toEqual({
    result: "malformed",
    kind: "drift-reported",
    reason: 'detail.features.1.violated: is "yes"; expected true or false',
  });
});

test("what could not be measured is not known, and what is infinite stays beyond every line", () => {
  const [first] = drifted.detail.features;
  const told = (measured: object) =>
    driftReport.read({ ...drifted, detail: { ...drifted.detail, features: [{ ...first, ...measured }] } });
  expect(told({ distance: Number.NaN, threshold: "NaN", pValue: "NaN" })).toMatchObject({
    signal: { features: [{ violated: true, distance: null, threshold: null, pValue: null }] },
  });
  expect(told({ distance: "Infinity" })).toMatchObject({
    signal: { features: [{ distance: Number.MAX_VALUE }] },
  });
  expect(told({ distance: "far" })).toMatchObject({
    reason: 'detail.features.0.distance: is "far"; expected a number or null',
  });
  expect(told({ pValue: 1.5 })).toMatchObject({
    reason: "detail.features.0.pValue: is 1.5; expected a probability from 0 to 1, or null",
  });
});

test("a report without features is malformed, and never passes for no drift", () => {
  const empty = { ...drifted, detail: { ...drifted.detail, features: [] } };
  expect(driftReport.read(empty)).toMatchObject({
    reason: "detail.features: is a list of 0; expected at least one feature, violated or not",
  });
});

function identity(event: unknown): string | null {
  const parsed = driftReport.read(event);
  return parsed.result === "signal" ? parsed.signal.identity : null;
}
