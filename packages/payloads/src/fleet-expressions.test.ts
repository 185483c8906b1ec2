import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import { expect, it } from "vitest";
import { brokenFleetExpressions } from "./fleet-expressions.ts";

const drift = { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 } } as const;
const quality = { groundTruth: "s3://tides/truth", problem: "binary" } as const;

it("names every expression of a fleet that is no JMESPath, with what would be one", async () => {
  const fleet = fleetOf({
    tides: {
      drift: { ...drift, features: "body.[" },
      quality: { ...quality, label: "label[?", prediction: "nosuch(predictions)", score: "P(default)" },
    },
  });
  expect(await brokenFleetExpressions(fleet)).toEqual([
    expect.stringMatching(
      /^models\.tides\.drift\.features is "body\.\[": no JMESPath, .*; write one such as "body\.rows"$/,
    ),
    expect.stringMatching(/^models\.tides\.quality\.label is "label\[\?": no JMESPath, /),
    expect.stringMatching(/^models\.tides\.quality\.prediction is "nosuch\(predictions\)": no JMESPath, /),
    expect.stringMatching(/^models\.tides\.quality\.score is "P\(default\)": no JMESPath, /),
  ]);
});

it("leaves paths alone, and expressions that are JMESPath", async () => {
  const fleet = fleetOf({
    tides: {
      drift: { ...drift, features: "body.rows[].values" },
      quality: {
        ...quality,
        label: "outcome",
        prediction: "predictions.0.predicted-label",
        score: "a[].score",
      },
    },
    dunes: { quality: { ...quality, score: 1 } },
  });
  expect(await brokenFleetExpressions(fleet)).toEqual([]);
});
