import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { policyInput } from "@driftwheel/core/policy/testing/fleet.ts";
import { expect, it } from "vitest";
import { eventsAtOnce, workersOf } from "./sizes.ts";

const fleetOf = (models: number) => {
  const names = Array.from({ length: models }, (_, index) => `tides-${index}`);
  return defineFleet({ models: Object.fromEntries(names.map((name) => [name, policyInput(name)])) });
};

it("has a large fleet's events decided on by more at once, and a small one's by few", () => {
  expect([1, 200, 1_000, 1_001, 2_000, 5_000, 6_000].map((models) => eventsAtOnce(fleetOf(models)))).toEqual([
    5, 5, 5, 6, 10, 25, 25,
  ]);
});

it("has as many workers of tasks as there are models, and no more than SageMaker bears", () => {
  expect([1, 30, 500].map((models) => workersOf("monitor", fleetOf(models)))).toEqual([5, 30, 100]);
});
