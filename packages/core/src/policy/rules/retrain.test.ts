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
