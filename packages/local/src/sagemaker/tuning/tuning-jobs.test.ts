import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { run } from "../pipelines/testing/run-pipeline.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";
import { colours, ended, request, tune, valleyImage } from "./testing/valley.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker({ images: valleyImage() });
});

afterAll(async () => {
  await local.close();
});

describe("a tuning job", () => {
  // Node's own timers would be over at once after 25 days, and refuse 50.
  it.each([30, 182])("trains with all candidates where it may take %d days", async (days) => {
    const ResourceLimits = {
      MaxNumberOfTrainingJobs: 2,
      MaxParallelTrainingJobs: 1,
      MaxRuntimeInSeconds: days * 86_400,
    };
    const { described } = await tune(local, request({ ResourceLimits }));
    expect(described).toMatchObject({
      HyperParameterTuningJobStatus: "Completed",
      TrainingJobStatusCounters: { Completed: 2 },
    });
  });

  it("trains with values that it draws, and finds the best by the objective in the logs", async () => {
    const { described, trials } = await tune(local, request({}));
    expect(described).toMatchObject({
      HyperParameterTuningJobStatus: "Completed",
      TrainingJobStatusCounters: { Completed: 3, InProgress: 0 },
      ObjectiveStatusCounters: { Succeeded: 3, Pending: 0, Failed: 0 },
    });
    const losses = trials.map((trial) => trial.FinalHyperParameterTuningJobObjectiveMetric?.Value);
    const expected = trials.map(({ TunedHyperParameters }) =>
      Math.abs(Number(TunedHyperParameters?.depth) - 5),
    );
    expect(losses).toEqual(expected);
    expect(losses).toEqual([...losses].sort());
    expect(described.BestTrainingJob?.TrainingJobName).toBe(trials[0]?.TrainingJobName);

    const job = await local.sagemaker.describeTrainingJob({ TrainingJobName: trials[0]?.TrainingJobName });
    expect(job.TuningJobArn).toBe(described.HyperParameterTuningJobArn);
    expect(job.HyperParameters).toMatchObject({ _tuning_objective_metric: "loss" });
    const told = local.events.filter(
      ({ detail }) => detail.HyperParameterTuningJobName === described.HyperParameterTuningJobName,
    );
    expect(told.map((event) => [event["detail-type"], event.detail.HyperParameterTuningJobStatus])).toEqual([
      ["SageMaker HyperParameter Tuning Job State Change", "InProgress"],
      ["SageMaker HyperParameter Tuning Job State Change", "Completed"],
    ]);
  });

  it("draws the same values by the same seed", async () => {
    const drawn = async () => {
      const { trials } = await tune(local, request({}));
      return trials.map(({ TunedHyperParameters }) => TunedHyperParameters?.depth).sort();
    };
    expect(await drawn()).toEqual(await drawn());
  });

  it("tries every combination of a grid, and lives with those that fail", async () => {
    const { described, trials } = await tune(
      local,
      request({
        Strategy: "Grid",
        ParameterRanges: colours,
        ResourceLimits: { MaxParallelTrainingJobs: 3 },
      }),
    );
    expect(described).toMatchObject({
      HyperParameterTuningJobStatus: "Completed",
      TrainingJobStatusCounters: { Completed: 2, NonRetryableError: 1 },
    });
    expect(trials.map(({ TunedHyperParameters }) => TunedHyperParameters?.colour)).toEqual(["red", "violet"]);
  });

  it("ends as soon as a value is as good as asked", async () => {
    const { described } = await tune(
      local,
      request({
        ResourceLimits: { MaxNumberOfTrainingJobs: 9, MaxParallelTrainingJobs: 1 },
        TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 9 },
      }),
    );
    expect(described.TrainingJobStatusCounters).toMatchObject({ Completed: 1 });
  });

  it("fails when no log has the objective", async () => {
    const { described } = await tune(local, request({}, { mute: "1" }));
    expect(described).toMatchObject({
      HyperParameterTuningJobStatus: "Failed",
      FailureReason: "ClientError: No objective metrics found: no log of 3 completed training jobs has loss.",
    });
  });

  it("stops its training jobs when it is told to", async () => {
    const asked = request({}, { wait: "1" });
    const { HyperParameterTuningJobName } = asked;
    await local.sagemaker.createHyperParameterTuningJob(asked);
    await until(
      () => local.sagemaker.describeHyperParameterTuningJob({ HyperParameterTuningJobName }),
      ({ TrainingJobStatusCounters: counters }) => counters?.InProgress === 2,
    );
    await local.sagemaker.stopHyperParameterTuningJob({ HyperParameterTuningJobName });
    expect(await ended(local, asked)).toMatchObject({
      HyperParameterTuningJobStatus: "Stopped",
      TrainingJobStatusCounters: { Stopped: 2 },
    });
  });

  it.each([
    ["Hyperband", { Strategy: "Hyperband" as const }, "does not implement Strategy Hyperband; Random, Grid"],
    [
      "early stopping",
      { TrainingJobEarlyStoppingType: "Auto" as const },
      "TrainingJobEarlyStoppingType Auto",
    ],
    [
      "a grid of numbers",
      { Strategy: "Grid" as const },
      "categorical ranges only; depth are ranges of numbers",
    ],
    [
      "a range that is none",
      { ParameterRanges: { IntegerParameterRanges: [{ Name: "depth", MinValue: "9", MaxValue: "1" }] } },
      'The range of depth goes from "9" to "1"',
    ],
    [
      "more at once than an account may have",
      { ResourceLimits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 11 } },
      "parallel training jobs of a hyperparameter tuning job is 10; ResourceLimits.MaxParallelTrainingJobs is 11.",
    ],
    [
      "more than an account may have",
      { ResourceLimits: { MaxNumberOfTrainingJobs: 751, MaxParallelTrainingJobs: 1 } },
      "training jobs of a hyperparameter tuning job is 750; ResourceLimits.MaxNumberOfTrainingJobs is 751.",
    ],
    [
      "a grid of more",
      {
        Strategy: "Grid" as const,
        ResourceLimits: { MaxParallelTrainingJobs: 1 },
        ParameterRanges: {
          CategoricalParameterRanges: ["a", "b", "c"].map((Name) => ({
            Name,
            Values: Array.from({ length: 30 }, (_, at) => String(at)),
          })),
        },
      },
      "training jobs of a hyperparameter tuning job is 750; the grid has 27000.",
    ],
  ])("refuses %s", async (_what, config, message) => {
    await expect(local.sagemaker.createHyperParameterTuningJob(request(config))).rejects.toThrow(message);
  });
});

it("a Tuning step hands its best training jobs on, best first", async () => {
  const { HyperParameterTuningJobName: _name, ...Arguments } = request({});
  const best = (index: number) => ({ Get: `Steps.Tune.TrainingJobSummaries[${index}].TrainingJobName` });
  const { steps } = await run(local, [
    { Name: "Tune", Type: "Tuning", Arguments },
    {
      Name: "Tell",
      Type: "Fail",
      Arguments: {
        ErrorMessage: {
          "Std:Join": { On: " ", Values: [{ Get: "Steps.Tune.BestTrainingJob.TrainingJobName" }, best(0)] },
        },
      },
    },
  ]);
  const [named, first] = steps.Tell?.FailureReason?.split(" ") ?? [];
  expect(named).toBe(first);
  expect(steps.Tune?.Metadata?.TuningJob?.Arn).toMatch(/:hyper-parameter-tuning-job\/[a-z0-9]{12}-tune-/);
});

it("a tuning job and its training jobs are there after a restart, where state is kept", async () => {
  const state = temporaryFolder();
  const first = await localSageMaker({ images: valleyImage(), state });
  const asked = request({ ResourceLimits: { MaxNumberOfTrainingJobs: 1, MaxParallelTrainingJobs: 1 } });
  const { HyperParameterTuningJobName } = asked;
  await first.sagemaker.createHyperParameterTuningJob(asked);
  const described = await until(
    () => first.sagemaker.describeHyperParameterTuningJob({ HyperParameterTuningJobName }),
    ({ HyperParameterTuningJobStatus }) => HyperParameterTuningJobStatus === "Completed",
  );
  await first.close();
  const second = await localSageMaker({ images: valleyImage(), state });
  const found = await second.sagemaker.describeHyperParameterTuningJob({ HyperParameterTuningJobName });
  await second.close();
  expect(found.BestTrainingJob).toEqual(described.BestTrainingJob);
});
