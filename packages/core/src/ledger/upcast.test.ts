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

test("an entry of a later version is only seen: a rollout that is still of this one goes on", () => {
  const later = { ...entry("weather-asked", { place: "the coast" }), because: "A storm comes." };
  expect(upcast(later)).toEqual({
    model: "tides",
    sequence: 7,
    kind: "signal-observed",
    because: "An entry of a later version, weather-asked: A storm comes.",
    data: { signal: "weather-asked" },
  });
});

describe("a change of the endpoint that was written before it said what it expects to find", () => {
  const shifted = { rollout: "tides-v4-1", from: 10, to: 0, weights: { old: 100, new: 0 } };
  const trial = "driftwheel-tides-v4-1-trial";

  test.each([
    ["a shift, the trial's config", null, null, [trial]],
    [
      "a promotion, the sole config too",
      { deploy: "winner", fromConfig: trial, config: "driftwheel-tides-v4-1-sole", variant: "new" },
      { deploy: "winner", fromConfig: trial, config: "driftwheel-tides-v4-1-sole", variant: "new" },
      [trial, "driftwheel-tides-v4-1-sole"],
    ],
    [
      "a roll back, the old config too, and has none made anew",
      { deploy: "original", config: "tides-1", reason: "harm" },
      { deploy: "original", config: "tides-1", anew: null, reason: "harm" },
      [trial, "tides-1"],
    ],
  ])("expects after %s, with any weights", (_, written, next, configs) => {
    expect(upcast(entry("weights-shifted", { ...shifted, next: written }))).toEqual(
      entry("weights-shifted", { ...shifted, next, expected: { configs, weights: null } }),
    );
  });

  test("expects at the start of a trial the config before it", () => {
    const started = { rollout: "tides-v4-1", fromConfig: "tides-1", config: trial };
    expect(upcast(entry("rollout-started", started))).toEqual(
      entry("rollout-started", { ...started, expected: { configs: ["tides-1"], weights: null } }),
    );
  });

  test("keeps what it says today", () => {
    const expected = { configs: ["tides-1", trial], weights: [{ old: 90, new: 10 }] };
    const today = entry("weights-shifted", { ...shifted, next: null, expected });
    expect(upcast(today)).toEqual(today);
  });
});

describe("what was once written as resumed", () => {
  const rollout = { rollout: "tides-v4-1", executionName: "driftwheel-tides-v4-1-2" };

  test("by the sweep is a restart, and no person's word", () => {
    expect(upcast(entry("resumed", { by: "the sweep", reason: "it died", endpoint: null, rollout }))).toEqual(
      entry("rollout-restarted", rollout),
    );
  });

  test("by a person stays so, and a sweep without a rollout restarted nothing", () => {
    const person = entry("resumed", { by: "ada", reason: "calm", endpoint: null, rollout });
    expect(upcast(person)).toEqual(person);
    const nothing = entry("resumed", { by: "the sweep", reason: "calm", endpoint: null, rollout: null });
    expect(upcast(nothing)).toEqual(nothing);
  });
});
