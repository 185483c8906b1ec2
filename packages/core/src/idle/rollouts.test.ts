import { expect, it } from "vitest";
import { modelsNamedBy } from "./rollouts.ts";

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
