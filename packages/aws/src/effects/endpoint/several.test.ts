import type { DeployTrial, ShiftWeights } from "@driftwheel/core/vocabulary/effect.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pointTo, serveJson } from "../../testing/json-wire.ts";
import type { SageMakerFake } from "../../testing/sagemaker-fake.ts";
import { servedFirst } from "../../testing/served-first.ts";
import { deployTrial } from "./deploy-trial.ts";
import { shiftWeights } from "./shift-weights.ts";

const group = "arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides";
const named = { model: "tides", sequence: 7, token: "driftwheel-tides-00000007-20260504060000000" };

const trial: DeployTrial = {
  kind: "deploy-trial",
  ...named,
  endpoint: "tides-prod",
  expected: { configs: ["first"], weights: [{ AllTraffic: 1 }] },
  fromConfig: "first",
  config: "driftwheel-tides-v3-1-trial",
  challengerModel: "driftwheel-tides-v3-1-model",
  challengerPackage: `${group}/3`,
  championVariant: "AllTraffic",
  challengerVariant: "version-3",
  championWeight: 80,
  challengerWeight: 10,
  others: [{ package: `${group}/2`, version: 2, variant: "version-2", model: "driftwheel-tides-v2-1-model" }],
};
const off: ShiftWeights = {
  kind: "shift-weights",
  ...named,
  endpoint: "tides-prod",
  expected: {
    configs: [trial.config],
    weights: [{ AllTraffic: 80, "version-3": 10, "version-2": 10 }],
  },
  weights: { AllTraffic: 90, "version-3": 10, "version-2": 0 },
};

let sagemaker: SageMakerFake;
let server: Awaited<ReturnType<typeof serveJson>>;

beforeEach(async () => {
  sagemaker = servedFirst(...[2, 3].map((version) => `${group}/${version}`));
  server = await serveJson(sagemaker.operations);
  pointTo(server.url);
});
afterEach(() => server.close());

describe("a trial of several challengers", () => {
  it("has a variant and a model for each, with its weight and as many instances as the champion has", async () => {
    await deployTrial(trial);
    expect(sagemaker.configs.get(trial.config)?.ProductionVariants).toMatchObject([
      { VariantName: "AllTraffic", ModelName: "first-model", InitialVariantWeight: 80 },
      {
        VariantName: "version-3",
        ModelName: "driftwheel-tides-v3-1-model",
        InitialVariantWeight: 10,
        InitialInstanceCount: 3,
      },
      {
        VariantName: "version-2",
        ModelName: "driftwheel-tides-v2-1-model",
        InitialVariantWeight: 10,
        InitialInstanceCount: 3,
      },
    ]);
  });

  it("is deployed once, however often it is asked for, also where a delivery died between its models", async () => {
    const { others: _, ...first } = trial;
    await deployTrial(first);
    // Of that delivery only the first model is there.
    sagemaker.configs.delete(trial.config);
    sagemaker.serve("first");
    sagemaker.changes.splice(1);
    await deployTrial(trial);
    await deployTrial(trial);
    sagemaker.settle();
    await deployTrial(trial);
    expect(sagemaker.changes).toEqual([
      "CreateModel",
      "CreateModel",
      "CreateEndpointConfig",
      "UpdateEndpoint",
    ]);
  });

  it("takes the traffic of one that is dropped away once", async () => {
    await deployTrial(trial);
    sagemaker.settle();
    await shiftWeights(off);
    sagemaker.settle();
    await shiftWeights({ ...off, expected: { ...off.expected, weights: [off.weights] } });
    expect(
      sagemaker.changes.filter((change) => change === "UpdateEndpointWeightsAndCapacities"),
    ).toHaveLength(1);
    expect(Object.fromEntries(sagemaker.weights)).toMatchObject({ "version-2": 0, "version-3": 10 });
  });
});
