import { gzipSync } from "node:zlib";
import type { AutoMLCandidate, AutoMLMetricEnum, CreateAutoMLJobV2Request } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, settled, until } from "../testing/local-sagemaker.ts";
import { bucket, harbours, json, put } from "./testing/harbours.ts";
import { channel, ended, request } from "./testing/requests.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  for (const target of ["out", "hours", "flag"] as const) {
    await put(local, `${target}/harbours.csv`, harbours(target, 700, 1));
  }
});

afterAll(async () => {
  await local.close();
});

async function learn(asked: CreateAutoMLJobV2Request) {
  await local.sagemaker.createAutoMLJobV2(asked);
  const job = await ended(local, asked.AutoMLJobName);
  const { Candidates = [] } = await local.sagemaker.listCandidatesForAutoMLJob({
    AutoMLJobName: asked.AutoMLJobName,
    SortBy: "FinalObjectiveMetricValue",
  });
  return { job, candidates: Candidates };
}

function metric({ CandidateProperties }: AutoMLCandidate, name: AutoMLMetricEnum): number {
  const found = CandidateProperties?.CandidateMetrics?.find((each) => each.MetricName === name);
  return found?.Value ?? Number.NaN;
}

/** Serves a candidate; answers what it says to rows of CSV. */
async function served(candidate: AutoMLCandidate | undefined, output = "predicted_label") {
  const [container] = candidate?.InferenceContainers ?? [];
  const name = `serve-${candidate?.CandidateName}`;
  await local.sagemaker.createModel({
    ModelName: name,
    ExecutionRoleArn: role,
    PrimaryContainer: {
      Image: container?.Image,
      ModelDataUrl: container?.ModelDataUrl,
      Environment: { ...container?.Environment, SAGEMAKER_INFERENCE_OUTPUT: output },
    },
  });
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: name,
    ProductionVariants: [
      { VariantName: "all", ModelName: name, InstanceType: "ml.m5.large", InitialInstanceCount: 1 },
    ],
  });
  await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: name });
  expect(await settled(local, name)).toMatchObject({ EndpointStatus: "InService" });
  return async (body: string) => {
    const { Body } = await local.runtime.invokeEndpoint({
      EndpointName: name,
      ContentType: "text/csv",
      Body: body,
    });
    return Body?.transformToString();
  };
}

describe("an AutoML job", () => {
  it("finds two classes, trains candidates and serves the best", async () => {
    const { job, candidates } = await learn(request("out", {}, { Tags: [{ Key: "port", Value: "west" }] }));
    expect(job).toMatchObject({
      AutoMLJobStatus: "Completed",
      AutoMLJobSecondaryStatus: "MaxCandidatesReached",
      AutoMLProblemTypeConfigName: "Tabular",
      ResolvedAttributes: {
        AutoMLJobObjective: { MetricName: "F1" },
        CompletionCriteria: { MaxCandidates: 2 },
        AutoMLProblemTypeResolvedAttributes: {
          TabularResolvedAttributes: { ProblemType: "BinaryClassification" },
        },
      },
    });
    const best = candidates.at(-1);
    expect(job.BestCandidate?.CandidateName).toBe(best?.CandidateName);
    expect(best?.FinalAutoMLJobObjectiveMetric).toMatchObject({ Type: "Maximize", MetricName: "F1" });
    expect(best?.FinalAutoMLJobObjectiveMetric?.Value).toBeGreaterThan(0.9);
    expect(best && metric(best, "F1")).toBe(best?.FinalAutoMLJobObjectiveMetric?.Value);

    const [, step] = best?.CandidateSteps ?? [];
    expect(step?.CandidateStepType).toBe("AWS::SageMaker::TrainingJob");
    const training = await local.sagemaker.describeTrainingJob({ TrainingJobName: step?.CandidateStepName });
    expect(training).toMatchObject({
      TrainingJobArn: step?.CandidateStepArn,
      AutoMLJobArn: job.AutoMLJobArn,
      TrainingJobStatus: "Completed",
    });
    const { Tags } = await local.sagemaker.listTags({ ResourceArn: training.TrainingJobArn });
    expect(Tags).toEqual([{ Key: "port", Value: "west" }]);

    const say = await served(best, "predicted_label,probability,probabilities,labels");
    const answers = await say('3.9,north,2.5,x\n2.1,"south, outer",,y\n');
    const row = /^(yes|no),(0\.\d+|1),"\[(.*), (.*)\]","\['no', 'yes'\]"$/;
    const [high, low, rest] = (answers ?? "").split("\n").map((line) => row.exec(line));
    expect([high?.[1], low?.[1], rest]).toEqual(["yes", "no", null]);
    // In the mode ENSEMBLING, the chance is that of the label that is told.
    expect([high?.[2], low?.[2]]).toEqual([high?.[4], low?.[3]]);
    await expect(say("3.9,north,2.5\n")).rejects.toThrow(
      "Row 1 has 3 values; expected 4, swell,berth,tide,ship, without the target out.",
    );
  });

  it("finds a number, with the least mean squared error unless told", async () => {
    const { job, candidates } = await learn(request("hours"));
    expect(job.ResolvedAttributes).toMatchObject({
      AutoMLJobObjective: { MetricName: "MSE" },
      AutoMLProblemTypeResolvedAttributes: { TabularResolvedAttributes: { ProblemType: "Regression" } },
    });
    const errors = candidates.map((each) => each.FinalAutoMLJobObjectiveMetric?.Value ?? Number.NaN);
    expect(errors).toEqual(errors.toSorted((one, other) => one - other));
    expect(job.BestCandidate?.CandidateName).toBe(candidates[0]?.CandidateName);
    expect(job.BestCandidate && metric(job.BestCandidate, "R2")).toBeGreaterThan(0.95);
    const say = await served(job.BestCandidate);
    expect(Number(await say("3,north,2,x\n"))).toBeCloseTo(39, -0.5);
  });

  it("finds several classes, and takes them by a macro metric when asked", async () => {
    const { job } = await learn(
      request(
        "flag",
        { ProblemType: "MulticlassClassification" },
        { AutoMLJobObjective: { MetricName: "F1macro" } },
      ),
    );
    expect(job.BestCandidate?.FinalAutoMLJobObjectiveMetric).toMatchObject({ MetricName: "F1macro" });
    expect(job.BestCandidate && metric(job.BestCandidate, "Accuracy")).toBeGreaterThan(0.85);
  });

  it("makes the same candidates again, of the algorithms that were asked for", async () => {
    const asked = () =>
      request("out", {
        Mode: "ENSEMBLING",
        CompletionCriteria: { MaxCandidates: 3 },
        CandidateGenerationConfig: {
          AlgorithmsConfig: [{ AutoMLAlgorithms: ["linear-learner", "extra-trees"] }],
        },
      });
    const shown = async () => {
      const { candidates } = await learn(asked());
      return await Promise.all(
        candidates.map(async ({ CandidateName, FinalAutoMLJobObjectiveMetric }) => {
          const { HyperParameters } = await local.sagemaker.describeTrainingJob({
            TrainingJobName: CandidateName,
          });
          return { HyperParameters, value: FinalAutoMLJobObjectiveMetric?.Value };
        }),
      );
    };
    const first = await shown();
    expect(first.map((each) => each.HyperParameters?.algorithm).toSorted()).toEqual([
      "extra-trees",
      "linear-learner",
      "linear-learner",
    ]);
    expect(await shown()).toEqual(first);
  });

  it("reads many compressed files by a manifest, and validates with a channel of its own", async () => {
    const [header = "", ...rows] = harbours("out", 600, 2).trimEnd().split("\n");
    const part = (from: number, to: number) => gzipSync([header, ...rows.slice(from, to)].join("\n"));
    await put(local, "parts/a.csv.gz", part(0, 300));
    await put(local, "parts/b.csv.gz", part(300, 600));
    await put(local, "unseen/c.csv", harbours("out", 130, 3));
    const manifest = JSON.stringify([{ prefix: `s3://${bucket}/parts/` }, "a.csv.gz", "b.csv.gz"]);
    const listed = await put(local, "manifest.json", manifest);
    const training = {
      CompressionType: "Gzip",
      DataSource: { S3DataSource: { S3DataType: "ManifestFile", S3Uri: listed } },
    } as const;
    const { job } = await learn(
      request(
        "out",
        { CompletionCriteria: { MaxCandidates: 1 } },
        {
          AutoMLJobInputDataConfig: [
            channel({ ChannelType: "training", ...training }, ""),
            channel({ ChannelType: "validation" }, `s3://${bucket}/unseen/`),
          ],
        },
      ),
    );
    expect(job).toMatchObject({ AutoMLJobStatus: "Completed" });
    const analysis = `s3://${bucket}/made/${job.AutoMLJobName}/preprocessed-data/analysis/analysis.json`;
    expect(await json(local, analysis)).toMatchObject({ rows: { training: 600, validation: 130 } });
  });

  it("reports on the best candidate: its figures, and what it goes by", async () => {
    const { job } = await learn(request("out", { CompletionCriteria: {} }));
    expect(job.AutoMLJobSecondaryStatus).toBe("Completed");
    const { Explainability, ModelInsights } =
      job.BestCandidate?.CandidateProperties?.CandidateArtifactLocations ?? {};
    const insights = await json(local, `${ModelInsights}/statistics.json`);
    expect(insights).toMatchObject({
      binary_classification_metrics: {
        f1: { value: job.BestCandidate?.FinalAutoMLJobObjectiveMetric?.Value },
      },
    });
    const reasons = await json(local, `${Explainability}/analysis.json`);
    expect(reasons).toMatchObject({
      explanations: {
        permutation_importance: { swell: expect.any(Number), tide: expect.any(Number), ship: 0 },
      },
    });
  });

  it("tells no event of its own; its training jobs tell theirs", async () => {
    const { job, candidates } = await learn(request("hours", { CompletionCriteria: { MaxCandidates: 1 } }));
    const [candidate] = candidates;
    const told = local.events.filter(({ detail }) => detail.TrainingJobName === candidate?.CandidateName);
    expect(told.map(({ detail }) => detail.TrainingJobStatus)).toContain("Completed");
    const types = new Set(local.events.map((event) => event["detail-type"]));
    expect([...types].filter((type) => type.includes("AutoML"))).toEqual([]);
    expect(local.events.filter(({ resources }) => resources.includes(job.AutoMLJobArn ?? ""))).toEqual([]);
  });

  it("says what is wrong with its data", async () => {
    const { job } = await learn(request("out", { TargetAttributeName: "inn" }));
    expect(job).toMatchObject({
      AutoMLJobStatus: "Failed",
      AutoMLJobSecondaryStatus: "Failed",
      FailureReason: expect.stringContaining(
        'The target "inn" is no column of the data; its columns are swell, berth, tide, ship, out.',
      ),
    });
  });

  it("stops when asked, and can only be stopped while it runs", async () => {
    const asked = request("hours", { CompletionCriteria: { MaxCandidates: 100 } });
    const { AutoMLJobName } = asked;
    await local.sagemaker.createAutoMLJobV2(asked);
    await until(
      () => local.sagemaker.listCandidatesForAutoMLJob({ AutoMLJobName, StatusEquals: "Completed" }),
      ({ Candidates = [] }) => Candidates.length > 0,
    );
    await local.sagemaker.stopAutoMLJob({ AutoMLJobName });
    const job = await ended(local, AutoMLJobName);
    expect(job).toMatchObject({ AutoMLJobStatus: "Stopped", AutoMLJobSecondaryStatus: "Stopped" });
    expect(job.BestCandidate?.CandidateStatus).toBe("Completed");
    await expect(local.sagemaker.stopAutoMLJob({ AutoMLJobName })).rejects.toThrow("in status Stopped");
  });

  it("takes the best so far when its time is over", async () => {
    const { job } = await learn(
      request("hours", { CompletionCriteria: { MaxCandidates: 200, MaxAutoMLJobRuntimeInSeconds: 8 } }),
    );
    expect(job).toMatchObject({
      AutoMLJobStatus: "Completed",
      AutoMLJobSecondaryStatus: "MaxAutoMLJobRuntimeReached",
      BestCandidate: { CandidateStatus: "Completed" },
    });
  });

  it("is found by either Describe when CreateAutoMLJob has asked for it", async () => {
    const AutoMLJobName = "first-form";
    await local.sagemaker.createAutoMLJob({
      AutoMLJobName,
      InputDataConfig: [
        {
          DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${bucket}/out/` } },
          TargetAttributeName: "out",
        },
      ],
      OutputDataConfig: { S3OutputPath: `s3://${bucket}/made` },
      AutoMLJobConfig: {
        CompletionCriteria: { MaxCandidates: 1 },
        Mode: "HYPERPARAMETER_TUNING",
        DataSplitConfig: { ValidationFraction: 0.3 },
      },
      RoleArn: role,
    });
    const newer = await ended(local, AutoMLJobName);
    expect(newer).toMatchObject({
      AutoMLProblemTypeConfig: { TabularJobConfig: { TargetAttributeName: "out" } },
      DataSplitConfig: { ValidationFraction: 0.3 },
    });
    const older = await local.sagemaker.describeAutoMLJob({ AutoMLJobName });
    expect(older).toMatchObject({
      AutoMLJobConfig: { DataSplitConfig: { ValidationFraction: 0.3 } },
      ResolvedAttributes: { ProblemType: "BinaryClassification" },
      BestCandidate: { CandidateName: newer.BestCandidate?.CandidateName },
    });
    const say = await served(older.BestCandidate, "predicted_label,probability");
    const [label, chance] = ((await say("2.1,south,1,x\n")) ?? "").trim().split(",");
    expect(label).toBe("no");
    // In the mode HYPERPARAMETER_TUNING, the chance is that of the positive class.
    expect(Number(chance)).toBeLessThan(0.5);
    const { AutoMLJobSummaries = [] } = await local.sagemaker.listAutoMLJobs({ NameContains: "first" });
    expect(AutoMLJobSummaries.map((each) => each.AutoMLJobName)).toEqual([AutoMLJobName]);
  });

  it("has a name of its own", async () => {
    const asked = request("out", { CompletionCriteria: { MaxCandidates: 1 } });
    await learn(asked);
    await expect(local.sagemaker.createAutoMLJobV2(asked)).rejects.toMatchObject({ name: "ResourceInUse" });
    const job = { AutoMLJobName: asked.AutoMLJobName };
    await expect(local.sagemaker.describeAutoMLJob(job)).rejects.toThrow("DescribeAutoMLJobV2");
    await expect(local.sagemaker.describeAutoMLJobV2({ AutoMLJobName: "none" })).rejects.toMatchObject({
      name: "ResourceNotFound",
    });
  });
});
