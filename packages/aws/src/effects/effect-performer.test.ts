import type { DeployTrial, Effect } from "@driftwheel/core/vocabulary/effect.ts";
import {
  EndpointDiffers,
  PassingRefusal,
  Refused,
  TransientError,
} from "@driftwheel/core/vocabulary/errors.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pointTo, serveJson, WireError } from "../testing/json-wire.ts";
import { SageMakerFake } from "../testing/sagemaker-fake.ts";
import { awsEffects } from "./effect-performer.ts";

const packageArn = (version: number) =>
  `arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/${version}`;
const effects = awsEffects({
  bus: "wheel",
  topics: { page: "arn:page", notify: "arn:notify", info: "arn:info" },
  table: "ledger",
  apiUrl: null,
  linkSecret: null,
  clock: { now: () => new Date("2026-05-04T06:00:00.000Z") },
  rolloutFunction: "rollout:1",
});
const perform = (effect: Effect) => effects.perform(effect);
const named = (sequence: number, effect: string) => ({
  model: "tides",
  sequence,
  token: `driftwheel-tides-0000000${sequence}-20260504060000000-${effect}`,
});

const trial: DeployTrial = {
  kind: "deploy-trial",
  ...named(7, "deploy-trial"),
  endpoint: "tides-prod",
  expected: { configs: ["first"], weights: [{ AllTraffic: 1 }] },
  fromConfig: "first",
  config: "driftwheel-tides-v2-1-trial",
  challengerModel: "driftwheel-tides-v2-1-model",
  challengerPackage: packageArn(2),
  championVariant: "AllTraffic",
  challengerVariant: "version-2",
  championWeight: 87.7,
  challengerWeight: 12.3,
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
        InitialVariantWeight: 1,
        InitialInstanceCount: 1,
        InstanceType: "ml.c7g.large",
        ContainerStartupHealthCheckTimeoutInSeconds: 90,
      },
    ],
    DataCaptureConfig: {
      EnableCapture: true,
      InitialSamplingPercentage: 80,
      DestinationS3Uri: "s3://tides/capture",
      CaptureOptions: [{ CaptureMode: "Input" }],
    },
    MetricsConfig: { EnableEnhancedMetrics: true },
    KmsKeyId: "alias/tides",
  });
  sagemaker.models.set("first-model", {
    ExecutionRoleArn: "arn:aws:iam::444455556666:role/serving",
    VpcConfig: { SecurityGroupIds: ["sg-1"], Subnets: ["subnet-1"] },
    EnableNetworkIsolation: true,
    PrimaryContainer: { ModelPackageName: packageArn(1) },
  });
  sagemaker.packages.set(packageArn(2), { ModelApprovalStatus: "PendingManualApproval" });
  sagemaker.instances.set("AllTraffic", 3);
  sagemaker.serve("first");
  server = await serveJson(sagemaker.operations);
  pointTo(server.url);
});
afterEach(async () => {
  await server.close();
});

const failureOf = (effect: Effect) =>
  perform(effect).then(
    () => null,
    (error: unknown) => error,
  );

describe("a trial", () => {
  it("puts a challenger like the champion beside it, and keeps everything else of the config", async () => {
    await perform(trial);
    const config = sagemaker.configs.get(trial.config);
    expect(config).toMatchObject({
      DataCaptureConfig: { InitialSamplingPercentage: 80, DestinationS3Uri: "s3://tides/capture" },
      MetricsConfig: { EnableEnhancedMetrics: true },
      KmsKeyId: "alias/tides",
    });
    expect(config?.ProductionVariants).toEqual([
      {
        VariantName: "AllTraffic",
        ModelName: "first-model",
        InitialVariantWeight: 87.7,
        InitialInstanceCount: 1,
        InstanceType: "ml.c7g.large",
        ContainerStartupHealthCheckTimeoutInSeconds: 90,
      },
      {
        VariantName: "version-2",
        ModelName: trial.challengerModel,
        InitialVariantWeight: 12.3,
        // As many as the champion runs on now, not as it began with.
        InitialInstanceCount: 3,
        InstanceType: "ml.c7g.large",
        ContainerStartupHealthCheckTimeoutInSeconds: 90,
      },
    ]);
    expect(sagemaker.models.get(trial.challengerModel)).toEqual({
      Containers: [{ ModelPackageName: packageArn(2) }],
      ExecutionRoleArn: "arn:aws:iam::444455556666:role/serving",
      VpcConfig: { SecurityGroupIds: ["sg-1"], Subnets: ["subnet-1"] },
      EnableNetworkIsolation: true,
    });
    expect(sagemaker.pending).toBe(trial.config);
    expect(sagemaker.lastUpdate).toMatchObject({
      RetainAllVariantProperties: true,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: "DesiredWeight" }],
    });
  });

  it("is done when it is asked for again, while it comes and when it is there", async () => {
    await perform(trial);
    await perform(trial);
    sagemaker.settle();
    await perform(trial);
    expect(sagemaker.changes).toEqual(["CreateModel", "CreateEndpointConfig", "UpdateEndpoint"]);
  });

  it("goes on where an earlier try broke off", async () => {
    await perform(trial);
    sagemaker.serve("first"); // the update is lost; model and config are there
    await perform(trial);
    expect(sagemaker.pending).toBe(trial.config);
    expect(sagemaker.changes.filter((change) => change === "CreateModel")).toHaveLength(1);
  });

  it("waits for an endpoint that changes", async () => {
    sagemaker.status = "SystemUpdating";
    expect(await failureOf(trial)).toBeInstanceOf(TransientError);
    expect(sagemaker.changes).toEqual([]);
  });

  it.each([
    ["serverless", { ProductionVariants: [{ VariantName: "AllTraffic", ServerlessConfig: {} }] }],
    ["asynchronous", { AsyncInferenceConfig: { OutputConfig: {} } }],
    ["with a shadow variant", { ShadowProductionVariants: [{ VariantName: "shadow" }] }],
  ])("is never put on an endpoint that is %s, whatever was decided", async (kind, changes) => {
    sagemaker.addConfig(Object.assign({}, sagemaker.configs.get("first"), changes));
    const error = await failureOf(trial);
    expect(error).toBeInstanceOf(Refused);
    expect(String(error)).toContain(kind);
    expect(String(error)).toContain("which takes no challenger beside its champion");
    expect(sagemaker.changes).toEqual([]);
  });

  it("is refused when its names are taken by something else", async () => {
    sagemaker.models.set(trial.challengerModel, { PrimaryContainer: { ModelPackageName: packageArn(9) } });
    const error = await failureOf(trial);
    expect(error).toBeInstanceOf(Refused);
    expect(String(error)).toContain(packageArn(9));
    expect(sagemaker.status).toBe("InService");
  });
});

describe("weights", () => {
  const shift = (champion: number, challenger: number): Effect => ({
    kind: "shift-weights",
    ...named(9, "shift-weights"),
    endpoint: "tides-prod",
    expected: { configs: [trial.config], weights: null },
    weights: { AllTraffic: champion, "version-2": challenger },
  });

  beforeEach(async () => {
    await perform(trial);
    sagemaker.settle();
    sagemaker.changes.length = 0;
  });

  it("are shifted once, however often it is asked", async () => {
    await perform(shift(66.6, 33.4));
    await perform(shift(66.6, 33.4));
    sagemaker.settle();
    await perform(shift(66.6, 33.4));
    expect(sagemaker.changes).toEqual(["UpdateEndpointWeightsAndCapacities"]);
    expect(Object.fromEntries(sagemaker.weights)).toEqual({ AllTraffic: 66.6, "version-2": 33.4 });
  });

  it("wait for a change under way, and have nothing to shift where the trial never came", async () => {
    await perform(shift(50, 50));
    expect(await failureOf(shift(20, 80))).toBeInstanceOf(TransientError);
    sagemaker.settle();
    sagemaker.serve("first");
    const elsewhere = { ...shift(1, 1), expected: { configs: ["first"], weights: null } } as Effect;
    expect(await perform(elsewhere)).toEqual({});
    expect(sagemaker.changes).toEqual(["UpdateEndpointWeightsAndCapacities"]);
  });
});

describe("an endpoint that someone else changed", () => {
  const onTrial = { configs: [trial.config], weights: [{ AllTraffic: 87.7, "version-2": 12.3 }] };
  const acts: readonly Effect[] = [
    {
      kind: "shift-weights",
      ...named(9, "shift-weights"),
      endpoint: "tides-prod",
      expected: onTrial,
      weights: { AllTraffic: 50, "version-2": 50 },
    },
    {
      kind: "deploy-winner",
      ...named(12, "deploy-winner"),
      endpoint: "tides-prod",
      expected: onTrial,
      fromConfig: trial.config,
      config: "driftwheel-tides-v2-1-sole",
      variant: "version-2",
    },
    {
      kind: "restore-config",
      ...named(13, "restore-config"),
      endpoint: "tides-prod",
      expected: onTrial,
      config: "first",
      anew: null,
    },
  ];

  beforeEach(async () => {
    await perform(trial);
    sagemaker.settle();
    sagemaker.addConfig({
      EndpointConfigName: "hot-fix",
      ProductionVariants: [{ VariantName: "fixed", ModelName: "fixed-model", InitialVariantWeight: 1 }],
    });
    sagemaker.changes.length = 0;
  });

  it.each(acts)("to another config is not touched: $kind", async (act) => {
    sagemaker.serve("hot-fix");
    const error = await failureOf(act);
    expect(error).toBeInstanceOf(EndpointDiffers);
    expect(error).toMatchObject({ found: { config: "hot-fix", status: "InService", pendingConfig: null } });
    expect(sagemaker.changes).toEqual([]);
  });

  it.each(acts)("and is still on its way to another config is not waited for: $kind", async (act) => {
    sagemaker.pending = "hot-fix";
    sagemaker.status = "Updating";
    expect(await failureOf(act)).toMatchObject({
      name: "EndpointDiffers",
      found: { config: trial.config, pendingConfig: "hot-fix" },
    });
    expect(sagemaker.changes).toEqual([]);
  });

  it.each(acts)("in its weights is not touched: $kind", async (act) => {
    sagemaker.weights = new Map([
      ["AllTraffic", 1],
      ["version-2", 1],
    ]);
    sagemaker.wanted = new Map([
      ["AllTraffic", 70],
      ["version-2", 30],
    ]);
    expect(await failureOf(act)).toBeInstanceOf(EndpointDiffers);
    expect(sagemaker.changes).toEqual([]);
  });

  it("before the trial came is not touched", async () => {
    sagemaker.serve("hot-fix");
    expect(await failureOf(trial)).toMatchObject({
      message: "tides-prod: the endpoint is InService with config hot-fix, and should have first",
    });
  });

  it("or deleted is not made again", async () => {
    expect(await failureOf({ ...acts[2], endpoint: "gone" } as Effect)).toMatchObject({
      found: { exists: false },
    });
  });
});

describe("the end of a trial", () => {
  beforeEach(async () => {
    await perform(trial);
    sagemaker.settle();
  });

  it("makes the winner sole variant under its own name", async () => {
    const winner: Effect = {
      kind: "deploy-winner",
      ...named(12, "deploy-winner"),
      endpoint: "tides-prod",
      expected: { configs: [trial.config], weights: null },
      fromConfig: trial.config,
      config: "driftwheel-tides-v2-1-sole",
      variant: "version-2",
    };
    await perform(winner);
    await perform(winner);
    sagemaker.settle();
    await perform(winner);
    expect(sagemaker.config).toBe("driftwheel-tides-v2-1-sole");
    expect([...sagemaker.weights]).toEqual([["version-2", 1]]);
    expect(sagemaker.changes.filter((change) => change === "UpdateEndpoint")).toHaveLength(2);
    expect(sagemaker.configs.get(sagemaker.config)).toMatchObject({ KmsKeyId: "alias/tides" });
  });

  it("goes back to the config before, once", async () => {
    const back: Effect = {
      kind: "restore-config",
      ...named(13, "restore-config"),
      endpoint: "tides-prod",
      expected: { configs: [trial.config], weights: null },
      config: "first",
      anew: null,
    };
    await perform(back);
    await perform(back);
    sagemaker.settle();
    await perform(back);
    expect(sagemaker.config).toBe("first");
    expect(sagemaker.changes.filter((change) => change === "UpdateEndpoint")).toHaveLength(2);
  });

  it("goes back to a config made anew from what runs when the one before was deleted", async () => {
    sagemaker.configs.delete("first");
    const anew = { fromConfig: trial.config, config: "driftwheel-tides-v2-1-back", variant: "AllTraffic" };
    const back: Effect = {
      kind: "restore-config",
      ...named(13, "restore-config"),
      endpoint: "tides-prod",
      expected: { configs: [trial.config], weights: null },
      config: "first",
      anew,
    };
    expect(await perform(back)).toEqual({ config: anew.config });
    expect(await perform(back)).toEqual({});
    sagemaker.settle();
    expect(await perform(back)).toEqual({});
    expect(sagemaker.config).toBe(anew.config);
    expect(sagemaker.configs.get(anew.config)?.ProductionVariants).toEqual([
      {
        VariantName: "AllTraffic",
        ModelName: "first-model",
        InitialVariantWeight: 1,
        InitialInstanceCount: 1,
        InstanceType: "ml.c7g.large",
        ContainerStartupHealthCheckTimeoutInSeconds: 90,
      },
    ]);
  });

  it("is not done on an endpoint that failed", async () => {
    sagemaker.status = "Failed";
    const back: Effect = {
      kind: "restore-config",
      ...named(13, "r"),
      endpoint: "tides-prod",
      expected: { configs: [trial.config], weights: null },
      config: "first",
      anew: null,
    };
    expect(await failureOf(back)).toBeInstanceOf(EndpointDiffers);
  });
});

describe("the registry", () => {
  it("approves once, and leaves alone what is so already", async () => {
    const approve: Effect = {
      kind: "set-approval",
      ...named(4, "set-approval"),
      package: packageArn(2),
      approval: "Approved",
      description: "x".repeat(3_000),
    };
    await perform(approve);
    await perform(approve);
    expect(sagemaker.changes).toEqual(["UpdateModelPackage"]);
    expect(sagemaker.packages.get(packageArn(2))).toEqual({
      ModelApprovalStatus: "Approved",
      ApprovalDescription: "x".repeat(1024),
    });
  });

  it("marks a package's life once, and again when its stage is another", async () => {
    const mark = (stage: string, stageStatus: string): Effect => ({
      kind: "mark-package",
      ...named(15, "mark"),
      package: packageArn(2),
      stage,
      stageStatus,
      description: "it won",
    });
    await perform(mark("Production", "Serving"));
    await perform(mark("Production", "Serving"));
    await perform(mark("Archived", "Replaced"));
    expect(sagemaker.changes).toHaveLength(2);
    expect(sagemaker.packages.get(packageArn(2))?.ModelLifeCycle).toEqual({
      Stage: "Archived",
      StageStatus: "Replaced",
      StageDescription: "it won",
    });
  });

  it("refuses a package that does not exist, in the service's words", async () => {
    const error = await failureOf({
      kind: "set-approval",
      ...named(4, "set-approval"),
      package: packageArn(77),
      approval: "Approved",
      description: "",
    });
    expect(error).toMatchObject({ name: "PassingRefusal", tryFor: 900_000 });
    expect(String(error)).toContain("does not exist");
  });
});

describe("a retraining", () => {
  const retraining: Effect = {
    kind: "start-pipeline",
    ...named(3, "start-pipeline"),
    pipeline: "tides-train",
    displayName: "driftwheel-tides-3",
    parameters: { Since: "2026-05-01", Features: "swell,wind", Report: "" },
  };

  it("is one execution for one token, with its parameters", async () => {
    const first = await perform(retraining);
    expect(await perform(retraining)).toEqual(first);
    expect(sagemaker.executions.size).toBe(1);
    expect([...sagemaker.executions.values()][0]).toMatchObject({
      arn: first.execution,
      PipelineExecutionDisplayName: "driftwheel-tides-3",
      PipelineParameters: [
        { Name: "Since", Value: "2026-05-01" },
        { Name: "Features", Value: "swell,wind" },
      ],
    });
  });

  it("is in the experiment that its entry names, and in the pipeline's own where it names none", async () => {
    await perform({ ...retraining, ...named(4, "start-pipeline"), experiment: "tides/hourly" } as Effect);
    expect([...sagemaker.executions.values()].at(-1)).toMatchObject({ MlflowExperimentName: "tides/hourly" });
    await perform({ ...retraining, ...named(6, "start-pipeline") } as Effect);
    expect([...sagemaker.executions.values()].at(-1)).not.toHaveProperty("MlflowExperimentName");
  });

  it("is refused when there is no such pipeline", async () => {
    expect(await failureOf({ ...retraining, pipeline: "none" } as Effect)).toBeInstanceOf(PassingRefusal);
  });
});

describe("a service in trouble", () => {
  const effect: Effect = {
    kind: "start-pipeline",
    ...named(3, "start-pipeline"),
    pipeline: "tides-train",
    displayName: "driftwheel-tides-3",
    parameters: {},
  };

  it.each([
    ["fails", new WireError("InternalFailure", "We are sorry", 500)],
    [
      "is busy",
      new WireError("ConflictException", "There was a conflict when you attempted to modify an entity"),
    ],
  ])("that %s is to be asked again", async (_, trouble) => {
    const broken = await serveJson({
      StartPipelineExecution: () => {
        throw trouble;
      },
    });
    pointTo(broken.url);
    expect(await failureOf(effect)).toBeInstanceOf(TransientError);
    await broken.close();
  });

  it("that cannot be reached is to be asked again", async () => {
    await server.close();
    expect(await failureOf(effect)).toBeInstanceOf(TransientError);
    server = await serveJson({});
  });
});
