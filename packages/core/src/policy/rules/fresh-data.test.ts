import { describe, expect, it } from "vitest";
import type { ModelPolicyInput } from "../policy.ts";
import { policyFor } from "../testing/fleet.ts";

type FreshData = NonNullable<ModelPolicyInput["retrain"]["freshData"]>;

function refusal(freshData: FreshData, retrain: Partial<ModelPolicyInput["retrain"]> = {}): string {
  try {
    policyFor("meadow", { retrain: { pipeline: "meadow-train", ...retrain, freshData } });
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "nothing";
}

const prefix = "s3://meadow-data/labelled/";
const files = { atLeast: { files: 3 } };

describe("the data that a retraining waits for", () => {
  it.each<[string, FreshData]>([
    ["files below a folder", { prefix, ...files }],
    ["what has waited for long", { prefix, orAfter: "1 day" }],
    ["records", { featureGroup: "meadow_days", offlineStore: "s3://meadow/", atLeast: { records: 9 } }],
    ["exports", { dataWrangler: { jobs: "meadow-flow", output: prefix }, atLeast: { bytes: 1 } }],
  ])("may be %s", (_, freshData) => {
    expect(refusal(freshData)).toBe("nothing");
  });

  it.each<[FreshData, string]>([
    [
      files,
      'models.meadow.retrain.freshData is {"atLeast":{"files":3}}: names no place where data come; write prefix: "s3://frost-data/labelled/", or featureGroup, or dataWrangler',
    ],
    [
      { prefix, featureGroup: "a", offlineStore: "s3://meadow/", ...files },
      "names prefix and featureGroup: data are waited for in one place; leave featureGroup out",
    ],
    [
      { featureGroup: "a", ...files },
      "freshData.offlineStore is missing: must say where the feature group's offline store is; write the S3Uri",
    ],
    [{ prefix, offlineStore: "s3://meadow/", ...files }, "must be left out: it is a feature group's"],
    [
      { prefix },
      'says not how much is worth a retraining; write atLeast: { files: 24 }, or orAfter: "1 day", or both',
    ],
    [{ prefix, atLeast: {} }, "names no amount; write one of files, bytes and records"],
    [{ prefix, atLeast: { files: 1, bytes: 2 } }, "names files and bytes: one of them is counted"],
    [{ prefix, atLeast: { records: 2 } }, "must be left out: records are counted in a feature group alone"],
    [{ prefix, ...files, staleAfter: "10 seconds" }, "must not be shorter than readEvery"],
    [{ prefix: "s3://meadow-data", ...files }, "must be a folder of the bucket, not the whole of it"],
  ])("is refused as %j", (freshData, words) => {
    expect(refusal(freshData)).toContain(words);
  });

  it("must not hold what the retraining itself puts out, which would be new data each time", () => {
    const trainingJob = {
      AlgorithmSpecification: { TrainingImage: "meadow:1", TrainingInputMode: "File" },
      RoleArn: "arn:aws:iam::444455556666:role/meadow",
      OutputDataConfig: { S3OutputPath: "s3://meadow-data/labelled/models" },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
    };
    expect(refusal({ prefix, ...files }, { pipeline: undefined, with: { trainingJob } })).toContain(
      `retrain.freshData.prefix is "${prefix}": has what the training job puts out below it, s3://meadow-data/labelled/models, which would count as new data; write a folder of data alone`,
    );
  });

  it("must be named where a parameter is where they lie", () => {
    const parse = () =>
      policyFor("meadow", {
        retrain: { pipeline: "meadow-train", parameters: { Where: { from: "fresh data" } } },
      });
    expect(parse).toThrow("retrain.parameters.Where");
  });
});
