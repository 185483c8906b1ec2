import { expect, it } from "vitest";
import { modelOfSeveral, trialOf } from "../decider/testing/several.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { isUsedInJobs, modelsNamedBy, rolloutsIn } from "./rollouts.ts";

it.each([
  ["driftwheel-shore-v12-3-model", ["shore"]],
  ["driftwheel-north-shore-v1-1-trial", ["north-shore"]],
  ["driftwheel-shore-v1-2-v4-5-sole", ["shore", "shore-v1-2"]],
  ["driftwheel-shore-v12-3", []],
  ["driftwheel-shore-model", []],
  ["shore-v12-3-model", []],
])("%s may be of %j", (name, models) => {
  expect(modelsNamedBy(name)).toEqual(models);
});

it("a rollout of several challengers has the variants and the models of all", () => {
  const meadow = trialOf(modelOfSeveral(), 2, 3);
  expect(rolloutsIn(meadow.written, meadow.state)).toEqual([
    {
      rollout: "meadow-v3-1",
      endpoint: "meadow-prod",
      variants: ["version-3", "version-2", "main"],
      models: ["driftwheel-meadow-v2-1-model"],
      endedAt: null,
      departed: null,
    },
  ]);
});

it("what a trial in transform jobs promoted is used as long as a route names it, and nobody knows for how long", () => {
  const started = (data: object) => [{ kind: "rollout-started", data }] as unknown as readonly Entry[];
  expect(isUsedInJobs(started({ paired: {} }))).toBe(true);
  expect(isUsedInJobs(started({ weight: 10 }))).toBe(false);
});
