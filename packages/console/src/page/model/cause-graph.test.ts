import { expect, it } from "vitest";
import { causeGraph } from "./cause-graph.ts";
import { entry } from "./testing/model-state.ts";

const explanation = {
  signal: "drift-reported",
  before: [entry(23, "drift-confirmed"), entry(24, "retraining-requested", { causedBy: 23 })],
  entry: entry(28, "retraining-started"),
  after: [
    entry(30, "alert-raised", { data: { about: 28 } }),
    entry(31, "effect-done", { data: { of: 30 } }),
    entry(32, "effect-done", { causedBy: 28 }),
  ],
  links: [],
};

it("what led to an entry is one line, and each effect hangs on what caused it", () => {
  const { nodes, more } = causeGraph(explanation);
  expect(nodes.map(({ entry: { sequence }, depth, parent }) => [sequence, depth, parent])).toEqual([
    [23, 0, null],
    [24, 0, 0],
    [28, 0, 1],
    [30, 1, 2],
    [31, 2, 3],
    [32, 1, 2],
  ]);
  expect(nodes.filter(({ explained }) => explained).map((node) => node.entry.sequence)).toEqual([28]);
  expect(more).toBe(0);
});

it("of many effects the first are drawn, and the others counted", () => {
  const { nodes, more } = causeGraph(explanation, 1);
  expect([nodes.length, more]).toEqual([4, 2]);
});
