import { describe, expect, it } from "vitest";
import { defineFleet } from "./define-fleet.ts";
import type { FleetInput } from "./policy.ts";
import { policyInput } from "./testing/fleet.ts";

const model = policyInput("vines", {
  retrain: { pipeline: "vines-train", cooldown: "6 hours", budget: { perMonth: "$50", perRun: "$2.50" } },
});

/** The wrong fleets below are what a person could write in a file that no compiler has seen. */
function refusal(changes: object): string {
  try {
    defineFleet({ models: { vines: { ...model, ...changes } } } as unknown as FleetInput);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "accepted";
}

describe("a fleet", () => {
  it("is completed with defaults, durations in milliseconds and money in dollars", () => {
    const { models } = defineFleet({ models: { vines: model as unknown as FleetInput["models"][string] } });
    expect(models.vines?.retrain).toMatchObject({
      cooldown: 21_600_000,
      budget: { perMonth: 50, perRun: 2.5 },
    });
    expect(models.vines?.rollout).toMatchObject({
      lookEvery: 300_000,
      atDeadline: "roll back",
      minTrials: 20,
    });
  });

  it.each([
    [
      "an unknown field",
      { rollout: { ramp: [5], rampp: [7] } },
      "models.vines.rollout.rampp is [7]: unknown field; did you mean ramp?",
    ],
    [
      "a negative budget",
      { retrain: { ...model.retrain, budget: { perMonth: "$-50", perRun: "$1" } } },
      'models.vines.retrain.budget.perMonth is "$-50": is no amount of money above 0, in dollars and cents; write "$50"',
    ],
    [
      "a ramp that does not rise",
      { rollout: { ramp: [25, 5] } },
      "models.vines.rollout.ramp is [25,5]: must rise from step to step",
    ],
    [
      "a ramp to the whole traffic",
      { rollout: { ramp: [50, 100] } },
      "models.vines.rollout.ramp.1 is 100: must be at most 99",
    ],
    [
      "a duration in a unit that does not exist",
      { rollout: { ramp: [5], lookEvery: "5 ages" } },
      'models.vines.rollout.lookEvery is "5 ages": is no duration',
    ],
    ["a gate without checks", { gate: [] }, "models.vines.gate is []: needs at least one check"],
    [
      "a comparison that does not say which way is better",
      { gate: [{ metric: "mae", betterThanChampionBy: 1 }] },
      'models.vines.gate.0.better is missing: betterThanChampionBy needs better: "lower" or better: "higher"',
    ],
    [
      "an alert on what no entry is",
      { alerts: { page: ["rollout-exploded"] } },
      "models.vines.alerts.page.0",
    ],
    ["a missing endpoint", { endpoint: undefined }, "models.vines.endpoint is missing"],
    [
      "a metric period that is longer than the time between looks",
      { rollout: { ramp: [5], lookEvery: "30 seconds", period: "1 minute" } },
      "models.vines.rollout.period",
    ],
    [
      "a bake without a look",
      { rollout: { ramp: [5], bake: { for: "1 minute" } } },
      "models.vines.rollout.bake.for",
    ],
    [
      "a bake that does not end",
      { rollout: { ramp: [5], bake: { keepWarm: true } } },
      "models.vines.rollout.bake.for is missing",
    ],
  ])("with %s is refused with the path of the field", (_, changes, expected) => {
    expect(refusal(changes)).toContain(expected);
  });

  describe("with a name that every object has", () => {
    const literal = (field: string, name: string) =>
      JSON.parse(`{ "models": {}, "${field}": { "${name}": ${JSON.stringify(model)} } }`) as FleetInput; // read from a file

    it.each(
      ["models", "webhooks", "hooks"].flatMap((field) =>
        ["__proto__", "constructor", "toString", "hasOwnProperty", "__defineGetter__"].map((name) => [
          field,
          name,
        ]),
      ),
    )("is refused: %s.%s", (field = "", name = "") => {
      expect(() => defineFleet(literal(field, name))).toThrow(
        `The fleet is refused.\n  ${field}.${name} is named "${name}": every object of JavaScript has that name; give it another`,
      );
    });

    it("is refused although the name is no entry, as in a literal", () => {
      const models = { __proto__: model, vines: model } as unknown as FleetInput["models"];
      expect(Object.keys(models)).toEqual(["vines"]);
      expect(() => defineFleet({ models })).toThrow(
        'models.__proto__ is named "__proto__": every object of JavaScript has that name',
      );
    });

    it("is not refused for names that only begin so, nor for an object without prototype", () => {
      const models = Object.assign(Object.create(null), { constructors: model });
      expect(Object.keys(defineFleet({ models }).models)).toEqual(["constructors"]);
    });
  });

  it.each(["frоst", "frost\u200b", "ﬀrost", "Frost", "frost\u0301", "ｆrost"])(
    "with the model %j, which looks like another name, is refused",
    (name) => {
      const models = { [name]: model } as unknown as FleetInput["models"];
      expect(() => defineFleet({ models })).toThrow("model names are lower case letters, digits and hyphens");
    },
  );

  it("with two models on one endpoint and one pipeline is refused, each with its path", () => {
    const same = model as unknown as FleetInput["models"][string];
    const twice = () => defineFleet({ models: { vines: same, grapes: { ...same, packageGroup: "grapes" } } });
    expect(twice).toThrow('models.grapes.endpoint is "vines-prod": that is models.vines\'s already');
    expect(twice).toThrow('models.grapes.retrain.pipeline is "vines-train"');
  });
});
