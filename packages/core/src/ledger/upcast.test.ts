import { describe, expect, test } from "vitest";
import type { Entry } from "../vocabulary/entry.ts";
import { upcast } from "./upcast.ts";

// Only what an upcast looks at.
const entry = (kind: string, data: object) =>
  ({ model: "tides", sequence: 7, kind, data }) as unknown as Entry;

describe("an entry that was written with spaces in its values", () => {
  test.each([
    ["rollout-looked", { decision: "roll back", look: 3 }, { decision: "roll-back", look: 3 }],
    ["rollout-looked", { decision: "not enough data" }, { decision: "not-enough-data" }],
    ["retraining-skipped", { reason: "one already running" }, { reason: "one-already-running" }],
    ["retraining-skipped", { reason: "rollout in progress" }, { reason: "rollout-in-progress" }],
    ["drift-cleared", { why: "evidence fell", cusum: 1 }, { why: "evidence-fell", cusum: 1 }],
    ["drift-cleared", { why: "champion replaced" }, { why: "champion-replaced" }],
    [
      "command-accepted",
      { command: { name: "start rollout", version: 4 }, reason: "the calm days are over" },
      { command: { name: "start-rollout", version: 4 }, reason: "the calm days are over" },
    ],
    ["command-refused", { command: { name: "roll back" } }, { command: { name: "roll-back" } }],
  ])("%s %j is read with hyphens", (kind, written, read) => {
    expect(upcast(entry(kind, written))).toEqual(entry(kind, read));
  });
});

test.each([
  ["rollout-looked", { decision: "roll-back" }],
  ["paused", { by: "on call", reason: "a storm" }],
  ["candidate-approved", { by: "the policy", route: "policy" }],
  ["rollout-looked", { look: 3 }],
  ["command-accepted", {}],
])("%s %j of today, texts for people, and fields that are not there, are read as they are", (kind, data) => {
  expect(upcast(entry(kind, data))).toEqual(entry(kind, data));
});
