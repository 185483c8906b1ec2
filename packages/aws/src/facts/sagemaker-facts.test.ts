import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyQuestion } from "../testing/every-question.ts";
import { type Operations, pointTo, serveJson, WireError } from "../testing/json-wire.ts";
import { SageMakerFake } from "../testing/sagemaker-fake.ts";
import { awsFacts } from "./fact-finder.ts";

const account = "arn:aws:sagemaker:eu-north-1:444455556666";
const packageArn = (version: number) => `${account}:model-package/tides/${version}`;
const facts = awsFacts({ clock: { now: () => new Date() }, asks: everyQuestion });

let local: LocalServer;
let sagemaker: SageMakerFake;
let operations: Record<string, Operations[string]>;
let server: Awaited<ReturnType<typeof serveJson>>;

beforeAll(async () => {
  local = await startLocal();
  operations = {};
  // Looked up for each call, so that a test may change what SageMaker answers.
  server = await serveJson(new Proxy({}, { get: (_, name) => operations[String(name)] }));
  pointTo(local.url);
  process.env.AWS_ENDPOINT_URL_SAGEMAKER = server.url;
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_SAGEMAKER;
  await server.close();
  await local.close();
});
beforeEach(() => {
  sagemaker = new SageMakerFake();
  operations = { ...sagemaker.operations };
});

const put = (key: string, value: unknown) =>
  local.world.objects.put(
    "tides",
    key,
    new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)),
  );

describe("the endpoint", () => {
  const ask = (name: string) => facts.answer({ ask: "endpoint", name });

  it("has variants with their weights, models and packages", async () => {
    sagemaker.addConfig({
      EndpointConfigName: "trial",
      ProductionVariants: [
        { VariantName: "AllTraffic", ModelName: "bought", InitialVariantWeight: 87.7 },
        { VariantName: "version-2", ModelName: "trained", InitialVariantWeight: 12.3 },
      ],
    });
    sagemaker.models.set("bought", { PrimaryContainer: { Image: "own/image:1" } });
    sagemaker.models.set("trained", { Containers: [{ ModelPackageName: packageArn(2) }] });
    sagemaker.serve("trial");
    expect(await ask("tides-prod")).toEqual({
      exists: true,
      status: "InService",
      config: "trial",
      pendingConfig: null,
      // 87.69999694824219 and 12.300000190734863 on the wire
      variants: [
        { name: "AllTraffic", weight: 87.7, model: "bought", package: null },
        { name: "version-2", weight: 12.3, model: "trained", package: packageArn(2) },
      ],
      failureReason: null,
      instances: { AllTraffic: 1, "version-2": 1 },
      traits: {
        shadows: false,
        serverless: false,
        asynchronous: false,
        components: false,
        multiModel: false,
        instanceTypes: [],
        containers: 1,
        metricsEvery: 60,
        answersCaptured: false,
      },
    });
  });

  it("has the package of whichever container is made from one", async () => {
    sagemaker.addConfig({
      EndpointConfigName: "piped",
      ProductionVariants: [{ VariantName: "main", ModelName: "piped", InitialVariantWeight: 1 }],
    });
    const containers = [{ Image: "own/prep:1" }, { ModelPackageName: packageArn(3) }];
    sagemaker.models.set("piped", { Containers: containers });
    sagemaker.serve("piped");
    expect(await ask("tides-prod")).toMatchObject({
      variants: [{ name: "main", package: packageArn(3) }],
      traits: { containers: 2 },
    });
  });

  it.each([
    [{ ShadowProductionVariants: [{ VariantName: "shadow" }] }, { shadows: true }],
    [{ AsyncInferenceConfig: { OutputConfig: {} } }, { asynchronous: true }],
    [
      { MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 300 } },
      { metricsEvery: 300 },
    ],
    // Without enhanced metrics the frequency is of utilisation alone.
    [{ MetricsConfig: { MetricPublishFrequencyInSeconds: 300 } }, { metricsEvery: 60 }],
  ])("is of a kind that its config tells: %j", async (config, traits) => {
    sagemaker.addConfig({
      EndpointConfigName: "kind",
      ProductionVariants: [{ VariantName: "one", ModelName: "bought", InitialVariantWeight: 1 }],
      ...config,
    });
    sagemaker.serve("kind");
    expect(await ask("tides-prod")).toMatchObject({ traits });
  });

  it.each([
    [{ ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } }, { serverless: true }],
    [{ ModelName: undefined }, { components: true, containers: 0 }],
    [{ ModelName: "many" }, { multiModel: true }],
    [{ ModelName: "pipeline" }, { containers: 2 }],
  ])("is of a kind that its variants and models tell: %j", async (variant, traits) => {
    sagemaker.models.set("many", { PrimaryContainer: { Image: "own/image:1", Mode: "MultiModel" } });
    sagemaker.models.set("pipeline", { Containers: [{ Image: "own/image:1" }, { Image: "own/image:2" }] });
    sagemaker.addConfig({
      EndpointConfigName: "kind",
      // A variant of inference components has no model.
      ProductionVariants: [
        { VariantName: "one", ModelName: "bought", InitialVariantWeight: 1, ...variant } as never,
      ],
    });
    sagemaker.serve("kind");
    expect(await ask("tides-prod")).toMatchObject({ traits });
  });

  it("that SageMaker does not know does not exist", async () => {
    expect(await ask("rivers-prod")).toMatchObject({ exists: false, config: null, variants: [] });
  });
});

describe("a candidate", () => {
  const ask = (version: number, champion: number | null) =>
    facts.answer({
      ask: "candidate",
      arn: packageArn(version),
      champion: champion === null ? null : packageArn(champion),
    });
  const version = (number: number, uri: string | null) => ({
    ModelPackageName: `tides/${number}`,
    ModelPackageArn: packageArn(number),
    ModelPackageVersion: number,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "PendingManualApproval",
    CreationTime: 1_780_000_000,
    InferenceSpecification: {
      Containers: [{ Image: "own/image:1", ModelDataUrl: `s3://tides/${number}.tar.gz` }],
    },
    ...(uri
      ? { ModelMetrics: { ModelQuality: { Statistics: { ContentType: "application/json", S3Uri: uri } } } }
      : {}),
  });

  it("comes with its evaluation and the champion's", async () => {
    await put("evaluation/1.json", { regression_metrics: { mae: { value: 2.5 } } });
    await put("evaluation/2.json", { regression_metrics: { mae: { value: 1.5 } } });
    sagemaker.packages.set(packageArn(1), version(1, "s3://tides/evaluation/1.json"));
    sagemaker.packages.set(packageArn(2), version(2, "s3://tides/evaluation/2.json"));
    expect(await ask(2, 1)).toEqual({
      version: 2,
      status: "Completed",
      approval: "PendingManualApproval",
      modelDataUrl: "s3://tides/2.tar.gz",
      evaluationUri: "s3://tides/evaluation/2.json",
      evaluation: { ok: true, json: { regression_metrics: { mae: { value: 1.5 } } } },
      championEvaluation: { ok: true, json: { regression_metrics: { mae: { value: 2.5 } } } },
    });
  });

  it("comes with an evaluation that Python wrote, in which a metric was not measured", async () => {
    await put(
      "evaluation/6.json",
      '\uFEFF{"regression_metrics": {"mae": {"value": 1.5}, "r2": {"value": NaN}}}',
    );
    sagemaker.packages.set(packageArn(6), version(6, "s3://tides/evaluation/6.json"));
    expect((await ask(6, null)).evaluation).toEqual({
      ok: true,
      json: { regression_metrics: { mae: { value: 1.5 }, r2: { value: Number.NaN } } },
    });
  });

  it("says why there is no evaluation", async () => {
    await put("evaluation/3.json", "{ mae:");
    sagemaker.packages.set(packageArn(3), version(3, "s3://tides/evaluation/3.json"));
    sagemaker.packages.set(packageArn(4), version(4, "s3://tides/evaluation/none.json"));
    sagemaker.packages.set(packageArn(5), version(5, null));
    const reason = async (number: number, champion: number | null = null) =>
      (await ask(number, champion)).evaluation;
    expect(await reason(3)).toMatchObject({
      ok: false,
      reason: expect.stringContaining("evaluation/3.json is no JSON"),
    });
    expect(await reason(4)).toEqual({ ok: false, reason: "s3://tides/evaluation/none.json does not exist." });
    expect(await reason(5)).toMatchObject({
      ok: false,
      reason: expect.stringContaining("names no ModelMetrics"),
    });
    expect((await ask(5, 99)).championEvaluation).toMatchObject({ ok: false });
  });

  it("that does not exist is bad input", async () => {
    await expect(ask(98, null)).rejects.toBeInstanceOf(BadInput);
  });

  it("has its weights somewhere, as the champion has", async () => {
    sagemaker.packages.set(packageArn(1), version(1, null));
    expect(await facts.answer({ ask: "championPackage", arn: packageArn(1) })).toEqual({
      modelDataUrl: "s3://tides/1.tar.gz",
    });
  });

  describe("of an inference pipeline", () => {
    const prep = { Image: "prep", ContainerHostname: "prep", ModelDataUrl: "s3://tides/prep.tar.gz" };
    const bare = { Image: "prep", ContainerHostname: "prep" };
    const model = { Image: "own", ContainerHostname: "model", ModelDataUrl: "s3://tides/model.tar.gz" };
    const folder = {
      S3DataSource: { S3Uri: "s3://tides/model/", S3DataType: "S3Prefix", CompressionType: "None" },
    };
    const large = { Image: "own", ModelDataSource: folder };
    const dataOf = (containers: readonly object[], container?: string | number) => {
      sagemaker.packages.set(packageArn(1), { InferenceSpecification: { Containers: containers } });
      const asked = { ask: "championPackage", arn: packageArn(1) } as const;
      return facts.answer(container === undefined ? asked : { ...asked, container });
    };

    it.each([
      ["the only one", [large], undefined, "s3://tides/model/"],
      ["the only one that has any", [bare, model], undefined, "s3://tides/model.tar.gz"],
      ["the one of that host name", [prep, model], "model", "s3://tides/model.tar.gz"],
      ["the one in that place", [prep, large], 2, "s3://tides/model/"],
      ["the one that is named, though it has none", [bare, model], "prep", null],
      ["none", [], undefined, null],
    ] as const)("has the weights of %s", async (_, containers, container, modelDataUrl) => {
      expect(await dataOf(containers, container)).toEqual({ modelDataUrl });
    });

    it("has none where several have some and none is named, and says what to write", async () => {
      expect(await dataOf([prep, large])).toEqual({
        modelDataUrl: null,
        why: "2 containers of the package have some, and the policy's retrain.modelContainer names none of prep, number 2",
      });
      expect(await dataOf([prep, model], "modle")).toEqual({
        modelDataUrl: null,
        why: "the package has no container modle, which the policy's retrain.modelContainer names; it has prep, model",
      });
    });
  });

  it("may be asked for again after others were promoted, and is told to be gone when it was deleted", async () => {
    sagemaker.packages.set(packageArn(1), version(1, null));
    const { approval } = await facts.answer({ ask: "formerPackage", arn: packageArn(1) });
    expect(approval).not.toBe("Rejected");
    expect(await facts.answer({ ask: "formerPackage", arn: packageArn(98) })).toEqual({
      exists: false,
      approval: null,
    });
  });
});

describe("a monitor run", () => {
  const job = "data-quality-monitoring-202605041000-4f1c";
  const output = "s3://tides/reports/tides-prod/tides-hourly/2026/05/04/10";
  const described = {
    ProcessingJobName: job,
    ProcessingJobArn: `${account}:processing-job/${job}`,
    ProcessingJobStatus: "Completed",
    ExitMessage: "CompletedWithViolations: Job completed successfully with 1 violations.",
    MonitoringScheduleArn: `${account}:monitoring-schedule/tides-hourly`,
    AppSpecification: { ImageUri: "1.dkr.ecr.eu-north-1.amazonaws.com/sagemaker-model-monitor-analyzer" },
    Environment: {
      start_time: "2026-05-04T09:00:00Z",
      end_time: "2026-05-04T10:00:00Z",
      sagemaker_endpoint_name: "tides-prod",
      sagemaker_monitoring_schedule_name: "tides-hourly",
    },
    ProcessingOutputConfig: {
      Outputs: [{ OutputName: "result", S3Output: { S3Uri: output, S3UploadMode: "Continuous" } }],
    },
    CreationTime: 1_780_000_000,
  };
  const ask = () => facts.answer({ ask: "monitorRun", job });

  it("has found nothing when it wrote no violations, and what it wrote otherwise", async () => {
    operations.DescribeProcessingJob = () => described;
    await put("any", "");
    expect(await ask()).toEqual({
      monitor: "data-quality",
      status: "Completed",
      exitMessage: described.ExitMessage,
      endpoint: "tides-prod",
      schedule: "tides-hourly",
      windowStart: "2026-05-04T09:00:00.000Z",
      windowEnd: "2026-05-04T10:00:00.000Z",
      output,
      violations: [],
      ran: { used: [], joined: false },
    });
    await put("reports/tides-prod/tides-hourly/2026/05/04/10/constraint_violations.json", {
      violations: [
        { feature_name: "swell", constraint_check_type: "baseline_drift_check", description: "moved" },
      ],
    });
    expect((await ask()).violations).toEqual([
      { feature: "swell", check: "baseline_drift_check", description: "moved" },
    ]);
  });

  it("ran on instances, perhaps after a job that joins ground truth", async () => {
    operations.DescribeProcessingJob = () => ({
      ...described,
      ...{ ProcessingStartTime: 1_790_000_000, ProcessingEndTime: 1_790_000_347 },
      ProcessingResources: {
        ClusterConfig: { InstanceType: "ml.m5.xlarge", InstanceCount: 2, VolumeSizeInGB: 20 },
      },
    });
    expect((await ask()).ran).toMatchObject({
      used: [
        {
          ...{ use: "processing", instanceType: "ml.m5.xlarge", count: 2, seconds: 347 },
          volume: { gigabytes: 20, seconds: 347 },
        },
      ],
      joined: false,
    });
  });

  it("that is none, or does not exist, is bad input", async () => {
    const { MonitoringScheduleArn: _, ...plain } = described;
    operations.DescribeProcessingJob = () => ({ ...plain, AppSpecification: { ImageUri: "own/image:1" } });
    await expect(ask()).rejects.toThrow("is no Model Monitor run");
    operations.DescribeProcessingJob = () => {
      throw new WireError("ResourceNotFound", "Could not find requested job with name");
    };
    await expect(ask()).rejects.toBeInstanceOf(BadInput);
  });
});

describe("a pipeline execution", () => {
  const arn = `${account}:pipeline/tides-train/execution/abc123def456`;
  const ask = () => facts.answer({ ask: "pipelineExecution", execution: arn });

  it("that failed tells the step that failed and why", async () => {
    operations.DescribePipelineExecution = () => ({
      PipelineExecutionArn: arn,
      PipelineExecutionStatus: "Failed",
      FailureReason: "Step failure: One or multiple steps failed.",
    });
    operations.ListPipelineExecutionSteps = () => ({
      PipelineExecutionSteps: [
        { StepName: "Train", StepStatus: "Failed", FailureReason: "AlgorithmError: no rows" },
        { StepName: "Prepare", StepStatus: "Succeeded" },
      ],
    });
    expect(await ask()).toEqual({ status: "Failed", failureReason: "step Train: AlgorithmError: no rows" });
  });

  it("that runs has no reason", async () => {
    operations.DescribePipelineExecution = () => ({
      PipelineExecutionArn: arn,
      PipelineExecutionStatus: "Executing",
    });
    expect(await ask()).toEqual({ status: "Executing", failureReason: null });
  });
});
