import type { RetrainingSource } from "@driftwheel/core/vocabulary/costs.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyQuestion } from "../../testing/every-question.ts";
import { type Operations, pointTo, serveJson, WireError } from "../../testing/json-wire.ts";
import { awsFacts } from "../fact-finder.ts";

const account = "arn:aws:sagemaker:eu-north-1:444455556666";
const facts = awsFacts({ clock: { now: () => new Date() }, asks: everyQuestion });

let operations: Record<string, Operations[string]>;
let server: Awaited<ReturnType<typeof serveJson>>;

beforeAll(async () => {
  server = await serveJson(new Proxy({}, { get: (_, name) => operations[String(name)] }));
  pointTo(server.url);
});
afterAll(() => server.close());
beforeEach(() => {
  operations = {};
});

const ask = (source: RetrainingSource) => facts.answer({ ask: "retrainingUsage", of: 7, source });
const oneJob = (...names: string[]) => ask({ kind: "training-job", names });
/** Seconds since 1970, as the wire has times. */
const started = 1_790_000_000;

const trainingJob = (changes: Readonly<Record<string, unknown>> = {}) => ({
  TrainingJobArn: `${account}:training-job/tides`,
  TrainingJobStatus: "Completed",
  ResourceConfig: { InstanceType: "ml.g5.xlarge", InstanceCount: 2, VolumeSizeInGB: 30 },
  TrainingStartTime: started,
  TrainingEndTime: started + 1_000,
  TrainingTimeInSeconds: 1_000,
  BillableTimeInSeconds: 300,
  ...changes,
});
const trained = { by: "tides", use: "training", instanceType: "ml.g5.xlarge", count: 2 };

describe("what a training job had", () => {
  it("is its instances, for the seconds that are paid for: of spot capacity fewer than it trained, and not of its volumes", async () => {
    operations.DescribeTrainingJob = () => trainingJob();
    expect(await oneJob("tides")).toEqual({
      of: 7,
      region: "eu-north-1",
      used: [{ ...trained, seconds: 300, volume: { gigabytes: 30, seconds: 1_000 } }],
      unread: [],
      unknown: [],
    });
  });

  it("is each of its groups of instances", async () => {
    const InstanceGroups = [
      { InstanceGroupName: "one", InstanceType: "ml.m5.large", InstanceCount: 1 },
      { InstanceGroupName: "two", InstanceType: "ml.g5.xlarge", InstanceCount: 4 },
    ];
    operations.DescribeTrainingJob = () => trainingJob({ ResourceConfig: { InstanceGroups } });
    expect((await oneJob("tides")).used).toMatchObject([
      { instanceType: "ml.m5.large", count: 1, seconds: 300 },
      { instanceType: "ml.g5.xlarge", count: 4, seconds: 300 },
    ]);
  });

  it("has the time of its warm pool in it, and is not known in full while that is kept", async () => {
    const pool = (Status: string) => ({ Status, ResourceRetainedBillableTimeInSeconds: 60 });
    operations.DescribeTrainingJob = () => trainingJob({ WarmPoolStatus: pool("Terminated") });
    expect(await oneJob("tides")).toMatchObject({
      used: [{ seconds: 360, volume: { gigabytes: 30, seconds: 1_060 } }],
      unknown: [],
    });
    operations.DescribeTrainingJob = () => trainingJob({ WarmPoolStatus: pool("Available") });
    expect((await oneJob("tides")).unknown).toEqual(["the warm pool of training job tides is kept on"]);
  });

  it("is no time where it never got instances", async () => {
    operations.DescribeTrainingJob = () =>
      trainingJob({
        ...{ TrainingJobStatus: "Failed", TrainingStartTime: undefined, TrainingEndTime: undefined },
        ...{ BillableTimeInSeconds: undefined, TrainingTimeInSeconds: undefined },
      });
    expect((await oneJob("tides")).used).toEqual([{ ...trained, seconds: 0 }]);
  });

  it("is not to be known of what is serverless or on a training plan", async () => {
    operations.DescribeTrainingJob = () => trainingJob({ ServerlessJobConfig: { JobType: "FineTuning" } });
    expect(await oneJob("tides")).toMatchObject({ used: [], unknown: ["training job tides is serverless"] });
    operations.DescribeTrainingJob = () =>
      trainingJob({ ResourceConfig: { TrainingPlanArn: `${account}:training-plan/spring` } });
    expect((await oneJob("tides")).unknown).toEqual(["training job tides ran on a training plan"]);
  });

  it("adds up where another one went on in its place, and is nothing of one that was never created", async () => {
    operations.DescribeTrainingJob = ({ TrainingJobName }) => {
      if (TrainingJobName === "tides-3")
        throw new WireError("ValidationException", "Requested resource not found.");
      return trainingJob();
    };
    expect(await oneJob("tides-1", "tides-2", "tides-3")).toMatchObject({
      used: [{ by: "tides-1" }, { by: "tides-2" }],
      ...{ unread: [], unknown: [] },
    });
  });

  it("is asked again while it runs, and where it cannot be read: that holds nothing else back", async () => {
    operations.DescribeTrainingJob = () => trainingJob({ TrainingJobStatus: "Stopping" });
    expect(await oneJob("tides")).toMatchObject({ used: [], unread: ["training job tides has not ended"] });
    operations.DescribeTrainingJob = () => {
      throw new WireError("AccessDeniedException", "not authorized to perform sagemaker:DescribeTrainingJob");
    };
    expect((await oneJob("tides")).unread[0]).toMatch(
      /^reading tides: AccessDeniedException: not authorized/,
    );
  });
});

it("what a tuning job had is what all of its training jobs had, page by page, whatever became of them", async () => {
  const names = ["dw-1", "dw-2", "dw-3"];
  operations.DescribeHyperParameterTuningJob = () => ({ HyperParameterTuningJobStatus: "Completed" });
  operations.ListTrainingJobsForHyperParameterTuningJob = ({ NextToken }) => ({
    TrainingJobSummaries: (NextToken ? names.slice(2) : names.slice(0, 2)).map((TrainingJobName) => ({
      TrainingJobName,
    })),
    ...(NextToken ? {} : { NextToken: "more" }),
  });
  operations.DescribeTrainingJob = ({ TrainingJobName }) =>
    trainingJob({ TrainingJobStatus: TrainingJobName === "dw-2" ? "Stopped" : "Completed" });
  const { used, unread } = await ask({ kind: "tuning-job", names: ["dw"] });
  expect(used.map(({ by }) => by)).toEqual(names);
  expect(unread).toEqual([]);
});

it("what an AutoML job had is what the jobs of its candidates had, each once", async () => {
  const step = (kind: string, type: string, name: string) => ({
    CandidateStepArn: `${account}:${kind}/${name}`,
    ...{ CandidateStepType: `AWS::SageMaker::${type}`, CandidateStepName: name },
  });
  const shared = step("processing-job", "ProcessingJob", "dw-prepare");
  operations.DescribeAutoMLJobV2 = () => ({ AutoMLJobStatus: "Completed" });
  operations.ListCandidatesForAutoMLJob = () => ({
    Candidates: ["one", "two"].map((name) => ({
      CandidateName: name,
      CandidateSteps: [shared, step("training-job", "TrainingJob", name)],
    })),
  });
  operations.DescribeTrainingJob = () => trainingJob();
  operations.DescribeProcessingJob = () => ({
    ...{ ProcessingJobArn: shared.CandidateStepArn, ProcessingJobStatus: "Completed" },
    ProcessingResources: { ClusterConfig: { InstanceType: "ml.m5.xlarge", InstanceCount: 1 } },
    ...{ ProcessingStartTime: started, ProcessingEndTime: started + 89.2 },
  });
  const { used } = await ask({ kind: "automl-job", names: ["dw"] });
  expect(used).toMatchObject([
    { by: "dw-prepare", use: "processing", instanceType: "ml.m5.xlarge", count: 1, seconds: 90 },
    { by: "one", use: "training" },
    { by: "two", use: "training" },
  ]);
});

describe("what a pipeline's execution had", () => {
  const execution = `${account}:pipeline/tides-train/execution/abc123`;
  const steps = (...PipelineExecutionSteps: unknown[]) => {
    operations.DescribePipelineExecution = () => ({ PipelineExecutionStatus: "Succeeded" });
    operations.ListPipelineExecutionSteps = () => ({ PipelineExecutionSteps });
  };
  const from = () => ask({ kind: "pipeline", execution });

  it("is what the jobs of its steps had, of whatever kind", async () => {
    steps(
      { StepName: "Check", Metadata: { QualityCheck: { CheckJobArn: `${account}:processing-job/check` } } },
      { StepName: "Train", Metadata: { TrainingJob: { Arn: `${account}:training-job/tides` } } },
      { StepName: "Score", Metadata: { TransformJob: { Arn: `${account}:transform-job/score` } } },
      { StepName: "Good", Metadata: { Condition: { Outcome: "True" } } },
      {
        StepName: "Tell",
        Metadata: { Lambda: { Arn: "arn:aws:lambda:eu-north-1:444455556666:function:t" } },
      },
    );
    operations.DescribeTrainingJob = () => trainingJob();
    operations.DescribeProcessingJob = () => ({
      ...{ ProcessingJobStatus: "Failed", ProcessingStartTime: started, ProcessingEndTime: started + 60 },
      ProcessingResources: {
        ClusterConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 20 },
      },
    });
    operations.DescribeTransformJob = () => ({
      ...{ TransformJobStatus: "Completed", TransformStartTime: started, TransformEndTime: started + 30 },
      TransformResources: { InstanceType: "ml.c5.xlarge", InstanceCount: 3 },
    });
    expect(await from()).toMatchObject({
      used: [
        { by: "check", use: "processing", seconds: 60, volume: { gigabytes: 20, seconds: 60 } },
        { by: "tides", use: "training", seconds: 300 },
        { by: "score", use: "transform", count: 3, seconds: 30 },
      ],
      ...{ unread: [], unknown: [] },
    });
  });

  it("is nothing of a step that was taken from an earlier execution", async () => {
    steps({
      StepName: "Train",
      CacheHitResult: { SourcePipelineExecutionArn: `${account}:pipeline/tides-train/execution/earlier` },
      Metadata: { TrainingJob: { Arn: `${account}:training-job/tides` } },
    });
    expect(await from()).toMatchObject({ used: [], unread: [], unknown: [] });
  });

  it("is not to be known of EMR, nor of a job that is gone", async () => {
    steps(
      { StepName: "Prepare", Metadata: { EMR: { ClusterId: "j-1" } } },
      { StepName: "Train", Metadata: { TrainingJob: { Arn: `${account}:training-job/tides` } } },
    );
    operations.DescribeTrainingJob = () => {
      throw new WireError("ValidationException", "Requested resource not found.");
    };
    expect((await from()).unknown).toEqual([
      "step Prepare ran on EMR, whose price is not known here",
      "there is no training job tides any more",
    ]);
  });

  it("is asked again while the execution goes on", async () => {
    operations.DescribePipelineExecution = () => ({ PipelineExecutionStatus: "Executing" });
    expect((await from()).unread).toEqual(["the pipeline's execution has not ended"]);
  });
});

describe("what the variants of a trial have", () => {
  const config = (config: string) =>
    facts.answer({
      ask: "trialVariants",
      of: 9,
      config,
      endpoint: "tides-prod",
      variants: ["main", "version-2"],
    });
  /** As Application Auto Scaling tells it, the newest first. */
  const activity = (count: number, from: number, changes: object = {}) => ({
    ...{ ActivityId: `activity-${from}`, ServiceNamespace: "sagemaker", Cause: "minimum capacity was set" },
    Description: `Setting desired instance count to ${count}.`,
    ...{ StartTime: started + from, EndTime: started + from + 400, StatusCode: "Successful" },
    ...changes,
  });
  beforeEach(() => {
    operations.DescribeScalingActivities = () => ({ ScalingActivities: [] });
  });

  it("is what their endpoint config says; one without instances has none", async () => {
    operations.DescribeEndpointConfig = () => ({
      EndpointConfigArn: `${account}:endpoint-config/tides-trial`,
      ProductionVariants: [
        { VariantName: "main", InstanceType: "ml.m5.large", InitialInstanceCount: 2, VolumeSizeInGB: 50 },
        { VariantName: "version-2", ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
      ],
    });
    expect(await config("tides-trial")).toEqual({
      ...{ of: 9, region: "eu-north-1", exists: true, unread: null, changes: {}, changesUnread: null },
      variants: { main: { instanceType: "ml.m5.large", count: 2, volume: 50 } },
    });
  });

  it("is what autoscaling made of them too, page by page, and nothing of what failed", async () => {
    operations.DescribeEndpointConfig = () => ({
      EndpointConfigArn: `${account}:endpoint-config/tides-trial`,
    });
    operations.DescribeScalingActivities = ({ ResourceId, NextToken }) => {
      if (ResourceId !== "endpoint/tides-prod/variant/version-2") return { ScalingActivities: [] };
      return NextToken
        ? { ScalingActivities: [activity(3, 1_000)] }
        : {
            ScalingActivities: [
              activity(2, 9_000, { StatusCode: "InProgress", EndTime: undefined }),
              activity(7, 5_000, { StatusCode: "Failed" }),
            ],
            NextToken: "more",
          };
    };
    const at = (seconds: number) => new Date((started + seconds) * 1_000).toISOString();
    expect(await config("tides-trial")).toMatchObject({
      changes: {
        "version-2": [
          { count: 2, from: at(9_000), until: null },
          { count: 3, from: at(1_000), until: at(1_400) },
        ],
      },
      changesUnread: null,
    });
  });

  it("are known where what autoscaling did cannot be read, which is said", async () => {
    operations.DescribeEndpointConfig = () => ({
      EndpointConfigArn: `${account}:endpoint-config/tides-trial`,
    });
    operations.DescribeScalingActivities = () => {
      throw new WireError("AccessDeniedException", "not authorized");
    };
    expect(await config("tides-trial")).toMatchObject({
      ...{ exists: true, unread: null, changes: {} },
      changesUnread: expect.stringContaining("AccessDeniedException: not authorized"),
    });
    operations.DescribeScalingActivities = () => ({
      ScalingActivities: [activity(3, 1_000, { Description: "Something else was done." })],
    });
    expect((await config("tides-trial")).changesUnread).toContain(
      'says "Something else was done.", and no number',
    );
  });

  it("cannot be read of a config that was deleted, nor while AWS does not answer", async () => {
    operations.DescribeEndpointConfig = () => {
      throw new WireError("ValidationException", 'Could not find endpoint configuration "tides-trial".');
    };
    expect(await config("tides-trial")).toMatchObject({ exists: false, unread: null });
    operations.DescribeEndpointConfig = () => {
      throw new WireError("AccessDeniedException", "not authorized");
    };
    expect((await config("tides-trial")).unread).toContain("AccessDeniedException: not authorized");
  });
});
