import type { Entry, EntryOf } from "@driftwheel/core/ledger/entry.ts";
import { expect, test } from "vitest";
import { sampleLedger } from "../test/sample-ledger.ts";
import { figure, importantNumbers } from "./numbers.ts";

test.each([
  [3, "3"],
  [0.00002, "0.00002"],
  [3.6888794541139363, "3.689"],
  [123456.789, "123500"],
  [-2.5, "-2.5"],
])("%d is shown as %s", (value, shown) => {
  expect(figure(value)).toBe(shown);
});

test("a check whose metric is missing says where it was looked for", () => {
  const rejected: EntryOf<"candidate-rejected"> = {
    model: "frost",
    sequence: 1,
    kind: "candidate-rejected",
    at: "2026-03-02T12:00:00.000Z",
    because: "The gate is not passed.",
    causedBy: "signal",
    data: {
      package: "arn",
      version: 6,
      checks: [
        {
          metric: "regression_metrics.mae.value",
          passed: false,
          candidate: null,
          champion: null,
          condition: "at most 3",
          detail: "regression_metrics has only mse",
        },
      ],
    },
  };
  expect(importantNumbers(rejected)).toEqual([
    "FAILED  regression_metrics.mae.value = missing (at most 3): regression_metrics has only mse",
  ]);
});

test("the kinds that decide something show the numbers they were decided by", () => {
  const decisive: readonly Entry["kind"][] = [
    "drift-confirmed",
    "retraining-requested",
    "candidate-accepted",
    "rollout-started",
    "rollout-looked",
    "weights-shifted",
  ];
  const silent = sampleLedger
    .filter(({ kind }) => decisive.includes(kind))
    .filter((entry) => !importantNumbers(entry).length);
  expect(silent).toEqual([]);
});
