import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import { expect, test } from "vitest";
import { sampleLedger } from "../../test/sample-ledger.ts";
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

const asked = {
  model: "frost",
  sequence: 9,
  at: "2026-03-02T12:00:00.000Z",
  because: "ada asked to approve: seen in Studio",
  causedBy: "command frost k-1",
} as const;
const given = {
  by: "ada",
  route: "link",
  reason: "seen in Studio",
  command: { name: "approve", version: 6 },
} as const;
const told = { key: "k", severity: "page", subject: "frost: held", body: "", links: [], about: 3 } as const;

test.each<[Entry, readonly string[]]>([
  [
    { ...asked, kind: "command-accepted", data: given },
    ["approve version 6, asked by ada by an alert's link"],
  ],
  [
    { ...asked, kind: "command-refused", data: { ...given, why: "It is approved already." } },
    ["approve version 6, asked by ada by an alert's link", "refused: It is approved already."],
  ],
  [
    {
      ...asked,
      kind: "command-accepted",
      data: { ...given, route: "api", command: { name: "acknowledge", alert: 20 } },
    },
    ["acknowledge alert 20, asked by ada by the HTTP API"],
  ],
  [
    {
      ...asked,
      kind: "candidate-approved",
      data: { package: "arn", version: 6, by: "ada", route: "registry" },
    },
    ["by ada, in the model registry"],
  ],
  [{ ...asked, kind: "alert-escalated", data: told }, ["page: frost: held"]],
  [{ ...asked, kind: "alert-resolved", data: told }, ["page: frost: held"]],
])("who acted by which way, and what was told to whom, is shown", (entry, lines) => {
  expect(importantNumbers(entry)).toEqual(lines);
});

test("of a trial that values are judged in are its means", () => {
  const started = sampleLedger.find((entry) => entry.kind === "rollout-started");
  const looked = sampleLedger.find((entry) => entry.kind === "rollout-looked");
  if (!started || !looked) throw new Error("The ledger has no rollout.");
  const past = { count: 100, sum: 250, squares: 900 };
  const values = { better: "lower", minimumEffect: 0.05, low: 0, high: 20, past } as const;
  const before = { ...started, data: { ...started.data, history: { ...started.data.history, values } } };
  expect(importantNumbers(before)[1]).toMatch(
    /^champion before the trial: mean 2\.5 of values within 0 and 20, lower is better, error rate /,
  );
  const arm = (sum: number) => ({
    requests: 50,
    trials: 40,
    successes: 0,
    values: { count: 40, sum, squares: 900 },
  });
  const cohort = { since: looked.at, champion: arm(100), challenger: arm(90) };
  const none = { invocations: 0, errors: 0, slow: 0 };
  const nothing = { pairs: 0, squares: 0, trials: 0, successes: 0 };
  const dispersions = { outcomes: nothing, errors: nothing, slow: nothing };
  const requests = {
    cohorts: [cohort, cohort],
    matured: { until: looked.at, champion: arm(100), challenger: arm(90) },
    warm: { champion: none, challenger: none },
    dispersions: { champion: dispersions, challenger: dispersions },
    unitDesignEffect: 1,
  };
  const [, champion, challenger] = importantNumbers({ ...looked, data: { ...looked.data, requests } });
  expect(champion).toContain(": 2.5 on average over 80 values so far; ");
  expect(challenger).toContain(": 2.25 on average over 80 values so far; ");
});
