import type { AutoMLAlgorithm, CreateAutoMLJobV2Request, TabularJobConfig } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker } from "../testing/local-sagemaker.ts";
import { harbours, put } from "./testing/harbours.ts";
import { channel, request } from "./testing/requests.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  await put(local, "out/harbours.csv", harbours("out", 10, 1));
});

afterAll(async () => {
  await local.close();
});

it.each<[string, Partial<TabularJobConfig>, Partial<CreateAutoMLJobV2Request>]>([
  ["does not implement SampleWeightAttributeName", { SampleWeightAttributeName: "tide" }, {}],
  ["does not implement ModelDeployConfig", {}, { ModelDeployConfig: { AutoGenerateEndpointName: true } }],
  [
    "does not implement ContentType x-application/vnd.amazon+parquet",
    {},
    {
      AutoMLJobInputDataConfig: [
        channel({ ContentType: "x-application/vnd.amazon+parquet" }, "s3://harbours/out/"),
      ],
    },
  ],
  [
    "does not implement TextClassificationJobConfig; TabularJobConfig is",
    {},
    {
      AutoMLProblemTypeConfig: {
        TextClassificationJobConfig: { ContentColumn: "a", TargetLabelColumn: "b" },
      },
    },
  ],
  ["does not implement the algorithm catboost; xgboost", algorithms("catboost"), {}],
  ["The algorithm deepar is none of the mode ENSEMBLING", algorithms("deepar"), {}],
  ["needs a ProblemType beside it", {}, { AutoMLJobObjective: { MetricName: "AUC" } }],
  [
    "The objective AUC is none of Regression",
    { ProblemType: "Regression" },
    { AutoMLJobObjective: { MetricName: "AUC" } },
  ],
  ["ValidationFraction is 1;", {}, { DataSplitConfig: { ValidationFraction: 1 } }],
  ["No S3 objects found", {}, { AutoMLJobInputDataConfig: [channel({}, "s3://harbours/nothing/")] }],
])("refuses what is not here or not right: %s", async (message, tabular, more) => {
  await expect(local.sagemaker.createAutoMLJobV2(request("out", tabular, more))).rejects.toThrow(message);
});

function algorithms(name: AutoMLAlgorithm): Partial<TabularJobConfig> {
  return { CandidateGenerationConfig: { AlgorithmsConfig: [{ AutoMLAlgorithms: [name] }] } };
}
