import { expect, it } from "vitest";
import { kindCounts, shownEntries } from "./entry-filter.ts";
import { verdictIn } from "./gate-checks.ts";
import { entry } from "./testing/model-state.ts";

const entries = [
  entry(1, "signal-observed"),
  entry(2, "drift-confirmed"),
  entry(3, "effect-done"),
  entry(4, "retraining-failed"),
  entry(5, "drift-cleared"),
];
const sequences = (filter: Parameters<typeof shownEntries>[1]) =>
  shownEntries(entries, filter).map(({ sequence }) => sequence);

it("the newest is first; confirmations stand back, what failed or one kind alone can be asked for", () => {
  expect(sequences("decisions")).toEqual([5, 4, 2]);
  expect(sequences("all")).toEqual([5, 4, 3, 2, 1]);
  expect(sequences("failed")).toEqual([4]);
  expect(sequences("effect-done")).toEqual([3]);
  expect(kindCounts([...entries, entry(6, "drift-cleared")])[0]).toEqual(["drift-cleared", 2]);
});

it("the gate's verdict is found among causes, whatever old entries lack", () => {
  const verdict = entry(3, "candidate-accepted", {
    data: { checks: [{ metric: "regression_metrics.mae.value", passed: true, candidate: 1.9 }, null] },
  });
  const explanation = {
    signal: null,
    before: [verdict],
    entry: entry(4, "approval-requested"),
    after: [],
    links: [],
  };
  expect(verdictIn(explanation)).toEqual([
    { metric: "regression_metrics.mae.value", passed: true, candidate: 1.9, champion: null, condition: "" },
  ]);
  expect(verdictIn({ ...explanation, before: [] })).toBeNull();
});
