import type { DeployTrial, DeployWinner } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pointTo, serveJson } from "../../testing/json-wire.ts";
import type { SageMakerFake } from "../../testing/sagemaker-fake.ts";
import { servedFirst } from "../../testing/served-first.ts";
import { deployTrial } from "./deploy-trial.ts";
import { deployWinner } from "./deploy-winner.ts";

const packageArn = "arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/2";
const named = { model: "tides", sequence: 7, token: "driftwheel-tides-00000007-20260504060000000" };

const shadow: DeployTrial = {
  kind: "deploy-trial",
  ...named,
  endpoint: "tides-prod",
  expected: { configs: ["first"], weights: [{ AllTraffic: 1 }] },
  fromConfig: "first",
  config: "driftwheel-tides-v2-1-shadow",
  challengerModel: "driftwheel-tides-v2-1-model",
  challengerPackage: packageArn,
  championVariant: "AllTraffic",
  challengerVariant: "version-2",
  championWeight: 100,
  challengerWeight: 0,
  shadowShare: 40,
};
const winner: DeployWinner = {
  kind: "deploy-winner",
  ...named,
  endpoint: "tides-prod",
  expected: { configs: [shadow.config], weights: [{ AllTraffic: 1 }] },
  fromConfig: shadow.config,
  config: "driftwheel-tides-v2-1-sole",
  variant: "version-2",
};

let sagemaker: SageMakerFake;
let server: Awaited<ReturnType<typeof serveJson>>;

beforeEach(async () => {
  sagemaker = servedFirst(packageArn);
  server = await serveJson(sagemaker.operations);
  pointTo(server.url);
});
afterEach(() => server.close());

describe("a shadow", () => {
  it("is put beside a champion that answers everybody, with its share of copies and as many instances", async () => {
    await deployTrial(shadow);
    expect(sagemaker.configs.get(shadow.config)).toMatchObject({
      ProductionVariants: [{ VariantName: "AllTraffic", ModelName: "first-model", InitialVariantWeight: 1 }],
      ShadowProductionVariants: [
        {
          VariantName: "version-2",
          ModelName: shadow.challengerModel,
          InitialVariantWeight: 0.4,
          InitialInstanceCount: 3,
        },
      ],
    });
    expect(sagemaker.pending).toBe(shadow.config);
  });

  it("is deployed once, however often it is asked for", async () => {
    await deployTrial(shadow);
    await deployTrial(shadow);
    sagemaker.settle();
    await deployTrial(shadow);
    expect(sagemaker.changes).toEqual(["CreateModel", "CreateEndpointConfig", "UpdateEndpoint"]);
  });

  it("is none where a config of its name has another one", async () => {
    sagemaker.addConfig({
      EndpointConfigName: shadow.config,
      ProductionVariants: [{ VariantName: "AllTraffic", ModelName: "first-model", InitialVariantWeight: 1 }],
    });
    await expect(deployTrial(shadow)).rejects.toThrow(Refused);
    expect(sagemaker.pending).toBeNull();
  });

  it("serves alone once it is promoted, without a shadow of its own", async () => {
    await deployTrial(shadow);
    sagemaker.settle();
    await deployWinner(winner);
    const config = sagemaker.configs.get(winner.config);
    expect(config?.ProductionVariants).toMatchObject([
      { VariantName: "version-2", ModelName: shadow.challengerModel, InitialVariantWeight: 1 },
    ]);
    expect(config?.ShadowProductionVariants).toBeUndefined();
  });
});
