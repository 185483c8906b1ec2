import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { describe, expect, it } from "vitest";
import { imageName } from "./image.ts";
import { names } from "./names.ts";
import { frostPipeline } from "./pipeline.ts";
import { frostPolicy } from "./policy.ts";

const { frost } = defineFleet({ models: { frost: frostPolicy } }).models;

describe("the example's policy", () => {
  it("gives the pipeline only parameters that it declares", () => {
    const { Parameters } = frostPipeline({ bucket: names.bucket, role: names.role, image: imageName });
    const declared = Parameters.map(({ Name }) => Name);
    expect(declared).toEqual(expect.arrayContaining(Object.keys(frost?.retrain.parameters ?? {})));
  });

  it("compares every candidate with the champion", () => {
    expect(frost?.gate.some(({ betterThanChampionBy }) => betterThanChampionBy !== undefined)).toBe(true);
  });
});
