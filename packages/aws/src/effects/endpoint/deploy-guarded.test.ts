import type { DeployGuarded, Effect } from "@driftwheel/core/vocabulary/effect.ts";
import { EndpointDiffers, Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { GuardedDeployment } from "@driftwheel/core/vocabulary/trial/guarded-deployment.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pointTo, serveJson } from "../../testing/json-wire.ts";
import { SageMakerFake } from "../../testing/sagemaker-fake.ts";
import { awsEffects } from "../effect-performer.ts";
import { deploymentConfig } from "./deployment-config.ts";

const arn = (version: number) => `arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/${version}`;
const effects = awsEffects({
  bus: "wheel",
  topics: { page: "arn:page", notify: "arn:notify", info: "arn:info" },
  table: "ledger",
  apiUrl: null,
  linkSecret: null,
  clock: { now: () => new Date("2026-05-04T06:00:00.000Z") },
  rolloutFunction: "rollout:1",
});
const canary: GuardedDeployment = {
  shift: { kind: "canary", percent: 10, waitSeconds: 600 },
  terminationWaitSeconds: 300,
  maximumSeconds: 3600,
  alarms: ["tides-5xx"],
};
const guarded: DeployGuarded = {
  kind: "deploy-guarded",
  model: "tides",
  sequence: 7,
  token: "driftwheel-tides-00000007-20260504060000000-deploy-guarded",
  endpoint: "tides-prod",
  expected: { configs: ["first"], weights: [{ AllTraffic: 1 }] },
  fromConfig: "first",
  config: "driftwheel-tides-v2-1-sole",
  challengerModel: "driftwheel-tides-v2-1-model",
  challengerPackage: arn(2),
  variant: "AllTraffic",
  deployment: canary,
};

let sagemaker: SageMakerFake;
let server: Awaited<ReturnType<typeof serveJson>>;

beforeEach(async () => {
  sagemaker = new SageMakerFake();
  sagemaker.addConfig({
    EndpointConfigName: "first",
    ProductionVariants: [
      {
        VariantName: "AllTraffic",
        ModelName: "first-model",
        InitialVariantWeight: 7,
        InitialInstanceCount: 1,
        InstanceType: "ml.c7g.large",
      },
    ],
    KmsKeyId: "alias/tides",
  });
  sagemaker.models.set("first-model", {
    ExecutionRoleArn: "arn:aws:iam::444455556666:role/serving",
    PrimaryContainer: { ModelPackageName: arn(1) },
  });
  sagemaker.packages.set(arn(2), { ModelApprovalStatus: "Approved" });
  sagemaker.serve("first");
  server = await serveJson(sagemaker.operations);
  pointTo(server.url);
});
afterEach(() => server.close());

const failureOf = (effect: Effect) =>
  effects.perform(effect).then(
    () => null,
    (error: unknown) => error,
  );

describe("a guarded deployment", () => {
  it("replaces the model of the variant, keeps its name and all else, and says how SageMaker shifts", async () => {
    await effects.perform(guarded);
    const config = sagemaker.configs.get(guarded.config);
    expect(config).toMatchObject({ KmsKeyId: "alias/tides" });
    expect(config?.ProductionVariants).toEqual([
      {
        VariantName: "AllTraffic",
        ModelName: guarded.challengerModel,
        InitialVariantWeight: 1,
        InitialInstanceCount: 1,
        InstanceType: "ml.c7g.large",
      },
    ]);
    expect(sagemaker.lastUpdate).toMatchObject({
      EndpointConfigName: guarded.config,
      // As many instances as scaling has made of them.
      RetainAllVariantProperties: true,
      DeploymentConfig: deploymentConfig(canary),
    });
  });

  it("replaces the model of an endpoint that queues requests, whose topics and places stay", async () => {
    const AsyncInferenceConfig = { OutputConfig: { S3OutputPath: "s3://tides/answers" } };
    sagemaker.addConfig(Object.assign({}, sagemaker.configs.get("first"), { AsyncInferenceConfig }));
    await effects.perform(guarded);
    expect(sagemaker.configs.get(guarded.config)).toMatchObject({ AsyncInferenceConfig });
    expect(sagemaker.lastUpdate).toMatchObject({ DeploymentConfig: deploymentConfig(canary) });
  });

  it("is asked for once, however often it is performed", async () => {
    await effects.perform(guarded);
    await effects.perform(guarded);
    sagemaker.settle();
    await effects.perform(guarded);
    expect(sagemaker.changes).toEqual(["CreateModel", "CreateEndpointConfig", "UpdateEndpoint"]);
  });

  it.each([
    ["serverless", { ProductionVariants: [{ VariantName: "AllTraffic", ServerlessConfig: {} }] }],
    ["with a shadow variant", { ShadowProductionVariants: [{ VariantName: "shadow" }] }],
  ])("is refused on an endpoint that is %s", async (kind, changes) => {
    sagemaker.addConfig(Object.assign({}, sagemaker.configs.get("first"), changes));
    const error = await failureOf(guarded);
    expect(error).toBeInstanceOf(Refused);
    expect(String(error)).toContain(kind);
    expect(sagemaker.changes).toEqual([]);
  });

  it("waits for an endpoint that changes, and touches none that someone else changed", async () => {
    sagemaker.status = "SystemUpdating";
    expect(await failureOf(guarded)).toBeInstanceOf(TransientError);
    sagemaker.serve("first");
    sagemaker.addConfig({
      EndpointConfigName: "hot-fix",
      ProductionVariants: [{ VariantName: "AllTraffic", ModelName: "fixed", InitialVariantWeight: 1 }],
    });
    sagemaker.serve("hot-fix");
    expect(await failureOf(guarded)).toBeInstanceOf(EndpointDiffers);
    expect(sagemaker.changes).toEqual([]);
  });
});

describe("a deployment in SageMaker's fields", () => {
  const size = (Value: number) => ({ Type: "CAPACITY_PERCENT", Value });
  const rollback = { AutoRollbackConfiguration: { Alarms: [{ AlarmName: "tides-5xx" }] } };

  it.each<[string, GuardedDeployment, object]>([
    [
      "a canary",
      canary,
      {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: { Type: "CANARY", CanarySize: size(10), WaitIntervalInSeconds: 600 },
          TerminationWaitInSeconds: 300,
          MaximumExecutionTimeoutInSeconds: 3600,
        },
        ...rollback,
      },
    ],
    [
      "linear steps",
      { ...canary, shift: { kind: "linear", percent: 20, waitSeconds: 60 }, maximumSeconds: null },
      {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: {
            Type: "LINEAR",
            LinearStepSize: size(20),
            WaitIntervalInSeconds: 60,
          },
          TerminationWaitInSeconds: 300,
        },
        ...rollback,
      },
    ],
    [
      "batches",
      { ...canary, shift: { kind: "rolling", percent: 25, waitSeconds: 60 }, terminationWaitSeconds: 0 },
      {
        RollingUpdatePolicy: {
          MaximumBatchSize: size(25),
          WaitIntervalInSeconds: 60,
          MaximumExecutionTimeoutInSeconds: 3600,
        },
        ...rollback,
      },
    ],
    [
      "all at once, with nothing to take it back",
      { shift: { kind: "all at once" }, terminationWaitSeconds: 0, maximumSeconds: null, alarms: [] },
      {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", WaitIntervalInSeconds: 0 },
          TerminationWaitInSeconds: 0,
        },
      },
    ],
  ])("is %s", (_, deployment, fields) => {
    expect(deploymentConfig(deployment)).toEqual(fields);
  });
});
