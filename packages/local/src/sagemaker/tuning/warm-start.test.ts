import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
  HyperParameterTuningJobWarmStartType,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";
import { colours, ended, request, tune, valleyImage } from "./testing/valley.ts";

let local: LocalSageMaker;
/** A tuning job that has ended; its losses are how far its three depths are from five. */
let parent: Awaited<ReturnType<typeof tune>>;

beforeAll(async () => {
  local = await localSageMaker({ images: valleyImage() });
  parent = await tune(local, request({}, { colours: "2" }));
});

afterAll(async () => {
  await local.close();
});

const depthsOf = ({ trials }: Pick<typeof parent, "trials">) =>
  trials.map(({ TunedHyperParameters }) => Number(TunedHyperParameters?.depth));

function warm(
  WarmStartType: HyperParameterTuningJobWarmStartType,
  config: Partial<HyperParameterTuningJobConfig> = {},
  hyperparameters: Record<string, string> = { colours: "2" },
): CreateHyperParameterTuningJobRequest {
  const name = parent.described.HyperParameterTuningJobName;
  return {
    ...request(config, hyperparameters),
    WarmStartConfig: {
      ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: name }],
      WarmStartType,
    },
  };
}

describe("a tuning job that starts warm, as transfer learning", () => {
  it("tries what did best before first, and draws the other half", async () => {
    const asked = warm("TransferLearning", {
      RandomSeed: 11,
      ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 1 },
    });
    const { described } = await tune(local, asked);
    const { TrainingJobSummaries: inOrder = [] } =
      await local.sagemaker.listTrainingJobsForHyperParameterTuningJob({
        HyperParameterTuningJobName: asked.HyperParameterTuningJobName,
        SortBy: "CreationTime",
      });
    const best = [...new Set(depthsOf(parent))].slice(0, 2);
    expect(depthsOf({ trials: inOrder }).slice(0, 2)).toEqual(best);
    expect(inOrder).toHaveLength(4);
    expect(described).not.toHaveProperty("OverallBestTrainingJob");
    expect(described.WarmStartConfig).toEqual(asked.WarmStartConfig);
  });

  it("tries nothing that lies outside of its own ranges", async () => {
    const outside = depthsOf(parent).every((depth) => depth < 20);
    expect(outside).toBe(true);
    const ParameterRanges = {
      IntegerParameterRanges: [{ Name: "depth", MinValue: "20", MaxValue: "30" }],
    };
    const found = await tune(local, warm("TransferLearning", { ParameterRanges }));
    expect(Math.min(...depthsOf(found))).toBeGreaterThanOrEqual(20);
  });
});

describe("a tuning job that starts warm, of the same data and algorithm", () => {
  it("tries what was not tried before, and tells the best of both", async () => {
    const ParameterRanges = {
      IntegerParameterRanges: [{ Name: "depth", MinValue: "1", MaxValue: "1000" }],
    };
    // The parent's seed draws the parent's depths where the ranges are the parent's.
    const same = await tune(local, warm("IdenticalDataAndAlgorithm"));
    expect(depthsOf(same).filter((depth) => depthsOf(parent).includes(depth))).toEqual([]);
    const { described } = await tune(
      local,
      warm("IdenticalDataAndAlgorithm", { ParameterRanges, RandomSeed: 3 }),
    );
    const best = parent.described.BestTrainingJob;
    expect(described.BestTrainingJob?.TrainingJobName).not.toBe(best?.TrainingJobName);
    expect(described.OverallBestTrainingJob).toEqual({
      ...best,
      TuningJobName: parent.described.HyperParameterTuningJobName,
    });
  });
});

const channel = {
  ChannelName: "train",
  DataSource: { S3DataSource: { S3DataType: "S3Prefix" as const, S3Uri: "s3://tuned/train/" } },
};

describe("a parent is refused", () => {
  const refusal = (asked: CreateHyperParameterTuningJobRequest) =>
    local.sagemaker.createHyperParameterTuningJob(asked).then(
      () => "taken",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const transfer = (...args: [Partial<HyperParameterTuningJobConfig>?, Record<string, string>?]) =>
    warm("TransferLearning", ...args);
  const withParents = (...names: string[]) => ({
    ...transfer(),
    WarmStartConfig: {
      ParentHyperParameterTuningJobs: names.map((name) => ({ HyperParameterTuningJobName: name })),
      WarmStartType: "TransferLearning" as const,
    },
  });

  it("that does not exist", async () => {
    expect(await refusal(withParents("nobody"))).toBe(
      "ValidationException: The parent hyperparameter tuning job nobody does not exist.",
    );
  });

  it("that is one of six", async () => {
    expect(await refusal(withParents("a", "b", "c", "d", "e", "f"))).toMatch(
      /^ValidationException: .*parentHyperParameterTuningJobs.*less than or equal to 5/i,
    );
  });

  it("that is not over", async () => {
    const running = request({}, { wait: "1" });
    const { HyperParameterTuningJobName: name = "" } = running;
    await local.sagemaker.createHyperParameterTuningJob(running);
    expect(await refusal(withParents(name))).toContain(`${name} is in status InProgress; parents must be`);
    await until(
      () => local.sagemaker.describeHyperParameterTuningJob({ HyperParameterTuningJobName: name }),
      ({ TrainingJobStatusCounters: counters }) => counters?.InProgress === 2,
    );
    await local.sagemaker.stopHyperParameterTuningJob({ HyperParameterTuningJobName: name });
    await ended(local, running);
  });

  it.each<[what: string, asked: () => CreateHyperParameterTuningJobRequest, why: string]>([
    [
      "with another objective",
      () => transfer({ HyperParameterTuningJobObjective: { Type: "Maximize", MetricName: "loss" } }),
      "The objective Maximize loss is not that of the parent tuning job",
    ],
    [
      "with other hyperparameters",
      () => transfer({}, { colours: "2", trees: "5" }),
      "The set of tunable plus static HyperParameter names is not the same across current and parent tuning jobs.",
    ],
    [
      "with a hyperparameter of another type",
      () =>
        transfer({
          ParameterRanges: { CategoricalParameterRanges: [{ Name: "depth", Values: ["1", "2"] }] },
        }),
      "The hyperparameter depth is categorical, and integer in the parent tuning job",
    ],
    [
      "whose training job differs in what must not",
      () => {
        const asked = transfer();
        const { TrainingJobDefinition: definition } = asked;
        return {
          ...asked,
          ...(definition && { TrainingJobDefinition: { ...definition, Environment: { A: "b" } } }),
        };
      },
      "Only the following fields in TrainingJobDefinition are allowed to change: [algorithmSpecification,",
    ],
    [
      "of other data, where they are to be the same",
      () => {
        const asked = warm("IdenticalDataAndAlgorithm");
        const { TrainingJobDefinition: definition } = asked;
        return {
          ...asked,
          ...(definition && { TrainingJobDefinition: { ...definition, InputDataConfig: [channel] } }),
        };
      },
      "IdenticalDataAndAlgorithm needs the InputDataConfig of the parent tuning job",
    ],
    [
      "by a grid, which is not implemented",
      () => transfer({ Strategy: "Grid", ParameterRanges: colours }),
      "Driftwheel's local SageMaker does not implement WarmStartConfig of the Strategy Grid",
    ],
    [
      "that had too many training jobs, which count",
      () => transfer({ ResourceLimits: { MaxNumberOfTrainingJobs: 748, MaxParallelTrainingJobs: 1 } }),
      "is 750; ResourceLimits.MaxNumberOfTrainingJobs is 748, and the parents had 3.",
    ],
  ])("%s", async (_, asked, why) => {
    expect(await refusal(asked())).toContain(why);
  });
});
