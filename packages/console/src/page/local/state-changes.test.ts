import { expect, it } from "vitest";
import { stateChanges } from "./state-changes.ts";

it("what differs between two states is told field by field, what came and what went too", () => {
  const before = { sequence: 1, status: "steady", links: [], rollout: null, approvals: [{ version: 5 }] };
  const after = { sequence: 2, status: "on-trial", links: [1], rollout: { weight: 10 }, approvals: [] };
  expect(stateChanges(before, after)).toEqual([
    { path: "status", before: "steady", after: "on-trial" },
    { path: "approvals.0.version", before: "5", after: null },
    { path: "rollout.weight", before: null, after: "10" },
  ]);
  expect(stateChanges(after, after)).toEqual([]);
});
