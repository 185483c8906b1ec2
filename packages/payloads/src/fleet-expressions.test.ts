import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { FleetInput } from "@driftwheel/core/policy/policy.ts";
import { FleetRefused } from "@driftwheel/core/policy/refusal/fault.ts";
import { policyInput } from "@driftwheel/core/policy/testing/fleet.ts";
import { expect, it } from "vitest";
import { refuseBrokenExpressions } from "./fleet-expressions.ts";

const drift = { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 } } as const;
const quality = { groundTruth: "s3://tides/truth", problem: "binary" } as const;

type Rules = NonNullable<NonNullable<FleetInput["hooks"]>[string]["rules"]>;

function fleetOf(changes: Parameters<typeof policyInput>[1], rules: Rules = []) {
  return defineFleet({
    models: { tides: policyInput("tides", changes) },
    hooks: rules.length > 0 ? { lab: { scheme: "github", secret: "/tides/lab", rules } } : {},
  });
}

async function faultsOf(...given: Parameters<typeof fleetOf>) {
  try {
    await refuseBrokenExpressions(fleetOf(...given));
  } catch (error) {
    if (error instanceof FleetRefused) return error.faults;
    throw error;
  }
  return [];
}

it("names every expression of a fleet that is no JMESPath, with what would be one", async () => {
  const faults = await faultsOf(
    {
      drift: { ...drift, features: "body.[" },
      quality: { ...quality, label: "label[?", prediction: "nosuch(predictions)", score: "P(default)" },
    },
    [{ when: "body.[", signal: "retrain", model: { from: "nosuch(body)" } }],
  );
  expect(faults).toEqual(
    [
      ["models.tides.drift.features", "body.[", 'write one such as "body.rows"'],
      ["models.tides.quality.label", "label[?", 'write one such as "predictions[].score", or a path'],
      ["models.tides.quality.prediction", "nosuch(predictions)", expect.any(String)],
      ["models.tides.quality.score", "P(default)", expect.any(String)],
      ["hooks.lab.rules.0.when", "body.[", "write one such as \"body.action == 'published'\""],
      ["hooks.lab.rules.0.model.from", "nosuch(body)", 'write one such as "body.model"'],
    ].map(([path, expression, remedy]) => ({
      path,
      value: JSON.stringify(expression),
      problem: expect.stringMatching(/^no JMESPath, /),
      remedy,
    })),
  );
});

it.each(["predictions[", "predictions]", "a[b", "predictions[0", "predictions[].[", "a[-]"])(
  "takes a bracket that is left alone for no path: %s",
  async (label) => {
    expect(await faultsOf({ quality: { ...quality, label } })).toMatchObject([
      { path: "models.tides.quality.label" },
    ]);
  },
);

it("leaves paths alone, and expressions that are JMESPath", async () => {
  const rules: Rules = [{ when: "ends_with(body.ref, 'x')", signal: "retrain", model: { from: "body.a" } }];
  for (const score of ["a[].score", "a[0].score", "a[*].score", "a[-1]", "$.a[score]", 1]) {
    expect(
      await faultsOf(
        {
          drift: { ...drift, features: "body.rows[].values" },
          quality: { ...quality, label: "outcome", prediction: "predictions.0.predicted-label", score },
        },
        rules,
      ),
    ).toEqual([]);
  }
});
