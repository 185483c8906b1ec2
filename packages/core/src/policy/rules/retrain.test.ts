import { describe, expect, it } from "vitest";
import { FleetRefused } from "../refusal/fault.ts";
import { fleetOf } from "../testing/fleet.ts";

const definition = {
  AlgorithmSpecification: { TrainingImage: "vines:1", TrainingInputMode: "File" },
  RoleArn: "arn:aws:iam::444455556666:role/vines",
  OutputDataConfig: { S3OutputPath: "s3://vines/models/" },
  StoppingCondition: { MaxRuntimeInSeconds: 600 },
};
const tuningJob = { TrainingJobDefinition: definition, HyperParameterTuningJobConfig: {} };
const parents = [{ HyperParameterTuningJobName: "vines-search" }];

/** What is said of the fleet whose model is retrained so; empty where it is taken. */
function refusal(retrain: unknown): string {
  try {
    // As a person could write it in a file that no compiler has seen.
    fleetOf({ vines: { retrain: retrain as never } });
    return "";
  } catch (error) {
    if (error instanceof FleetRefused) return error.message;
    throw error;
  }
}

describe("a warm start", () => {
  it("is one of a tuning job", () => {
    expect(refusal({ with: { tuningJob, warmStart: true } })).toBe("");
    expect(refusal({ with: { trainingJob: definition, warmStart: true } })).toContain(
      "retrain.with.warmStart is true: must be left out: only a tuning job starts warm; leave it out",
    );
  });

  it("has the parents that the template names, or Driftwheel's, and not both", () => {
    const WarmStartConfig = {
      ParentHyperParameterTuningJobs: parents,
      WarmStartType: "TransferLearning",
    } as const;
    const own = { ...tuningJob, WarmStartConfig };
    expect(refusal({ with: { tuningJob: own } })).toBe("");
    expect(refusal({ with: { tuningJob: own, warmStart: true } })).toContain(
      "retrain.with.warmStart is true: does not go with tuningJob.WarmStartConfig, which names the parents itself; leave one of them out",
    );
  });

  it("is never one on identical data", () => {
    const WarmStartConfig = {
      ParentHyperParameterTuningJobs: parents,
      WarmStartType: "IdenticalDataAndAlgorithm",
    };
    expect(refusal({ with: { tuningJob: { ...tuningJob, WarmStartConfig } } })).toContain(
      'retrain.with.tuningJob.WarmStartConfig.WarmStartType is "IdenticalDataAndAlgorithm": must be "TransferLearning": what is retrained has other data than its parents; write WarmStartType: "TransferLearning"',
    );
  });
});

describe("what does not belong to what retrains", () => {
  it.each([
    ["pipeline", { pipeline: "vines-train", with: { function: "train" } }],
    ["with.register", { with: { function: "train", register: {} } }],
    [
      "with.trainingJob.TrainingJobName",
      { with: { trainingJob: { ...definition, TrainingJobName: "one" } } },
    ],
    ["with.onDemandAfter", { with: { trainingJob: definition, onDemandAfter: 2 } }],
  ])("is to be left out: %s", (field, retrain) => {
    expect(refusal(retrain)).toMatch(
      new RegExp(`retrain\\.${field} is .*: must be left out: .*; leave it out$`),
    );
  });
});

describe("a version's baseline", () => {
  const channel = {
    ChannelName: "train",
    DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://vines/rows/" } },
  };
  const job = { ...definition, InputDataConfig: [channel] };
  const registered = (baseline: unknown, trainingJob: unknown = job) =>
    refusal({ with: { trainingJob, register: { baseline } } });

  it("is the team's own, or is made without the label of a training channel in S3", () => {
    expect(registered({ statistics: "s3://vines/statistics.json" })).toBe("");
    expect(registered({ without: ["sugar"] })).toBe("");
    expect(
      registered({ without: [0] }, { ...job, InputDataConfig: [{ ...channel, ChannelName: "rows" }] }),
    ).toBe("");
  });

  it.each([
    [{}, "says neither which statistics there are nor what they are made without; write statistics:"],
    [
      { statistics: "s3://vines/statistics.json", without: ["sugar"] },
      "does not go with statistics, which are made already; leave one of them out",
    ],
    [{ constraints: "s3://vines/constraints.json" }, "needs statistics beside it"],
    [{ without: [] }, "must name the label at least, which requests do not have"],
    [{ statistics: "s3://vines/rows.csv" }, "is a training set; must be the statistics.json"],
    [{ without: [-1] }, "must be at least 0"],
  ])("is refused as %j", (baseline, why) => {
    expect(registered(baseline)).toContain(why);
  });

  it.each([
    ["no channel", undefined],
    [
      "two that are not called train",
      [
        { ...channel, ChannelName: "a" },
        { ...channel, ChannelName: "b" },
      ],
    ],
    [
      "a manifest",
      [{ ...channel, DataSource: { S3DataSource: { S3DataType: "ManifestFile", S3Uri: "s3://vines/m" } } }],
    ],
  ])("has nothing to be made of with %s", (_, InputDataConfig) => {
    expect(registered({ without: ["sugar"] }, { ...definition, InputDataConfig })).toContain(
      "has no rows to be made of: the template has no training channel",
    );
  });
});
