import type { DescribeModelPackageOutput } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPipeline, ended, run, start } from "../pipelines/testing/run-pipeline.ts";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker } from "../testing/local-sagemaker.ts";
import { bucket, harbours, json, put } from "./testing/harbours.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  await put(local, "out/harbours.csv", harbours("out", 600, 4));
  await local.sagemaker.createModelPackageGroup({ ModelPackageGroupName: "harbours" });
});

afterAll(async () => {
  await local.close();
});

/** As version 2 of the Python SDK writes it, which takes CreateAutoMLJob's arguments. */
function autoML(prefix = "out", more: object = {}, Mode = "ENSEMBLING"): object {
  return {
    Name: "Learn",
    Type: "AutoML",
    Arguments: {
      InputDataConfig: [
        {
          DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${bucket}/${prefix}/` } },
          TargetAttributeName: "out",
        },
      ],
      OutputDataConfig: { S3OutputPath: `s3://${bucket}/learnt` },
      AutoMLJobConfig: {
        CompletionCriteria: { MaxCandidates: 1 },
        SecurityConfig: { EnableInterContainerTrafficEncryption: false },
        Mode,
      },
      RoleArn: role,
    },
    ...more,
  };
}

const best = (path: string) => ({ Get: `Steps.Learn.BestCandidate.${path}` });
const container = {
  Image: best("InferenceContainers[0].Image"),
  ModelDataUrl: best("InferenceContainers[0].ModelDataUrl"),
  Environment: Object.fromEntries(
    ["MODEL_NAME", "SAGEMAKER_INFERENCE_OUTPUT", "SAGEMAKER_PROGRAM"].map((name) => [
      name,
      best(`InferenceContainers[0].Environment['${name}']`),
    ]),
  ),
};
const report = (name: string) => ({
  ContentType: "application/json",
  S3Uri: { Get: `Steps.Learn.BestCandidateProperties.${name}JsonReportPath` },
});

it("learns, and registers the best candidate with its reports", async () => {
  const { status, steps } = await run(local, [
    autoML(),
    {
      Name: "Model",
      Type: "Model",
      Arguments: { ExecutionRoleArn: role, PrimaryContainer: container },
    },
    {
      Name: "Register",
      Type: "RegisterModel",
      Arguments: {
        ModelPackageGroupName: "harbours",
        ModelMetrics: {
          ModelQuality: { Statistics: report("ModelInsights") },
          Explainability: { Report: report("Explainability") },
        },
        InferenceSpecification: {
          Containers: [container],
          SupportedContentTypes: ["text/csv"],
          SupportedResponseMIMETypes: ["text/csv"],
        },
      },
    },
  ]);
  expect({ status, reasons: Object.values(steps).map(({ FailureReason }) => FailureReason) }).toEqual({
    status: "Succeeded",
    reasons: [undefined, undefined, undefined],
  });
  const AutoMLJobName = steps.Learn?.Metadata?.AutoMLJob?.Arn?.split("/")[1] ?? "";
  expect(AutoMLJobName.length).toBeLessThanOrEqual(32);
  const job = await local.sagemaker.describeAutoMLJob({ AutoMLJobName });
  const [own] = job.BestCandidate?.InferenceContainers ?? [];
  const made: DescribeModelPackageOutput = await local.sagemaker.describeModelPackage({
    ModelPackageName: steps.Register?.Metadata?.RegisterModel?.Arn,
  });
  const [registered] = made.InferenceSpecification?.Containers ?? [];
  expect(registered).toMatchObject({
    Image: own?.Image,
    ModelDataUrl: own?.ModelDataUrl,
    Environment: {
      MODEL_NAME: job.BestCandidate?.CandidateName,
      SAGEMAKER_INFERENCE_OUTPUT: "predicted_label",
    },
  });
  const quality = await json(local, made.ModelMetrics?.ModelQuality?.Statistics?.S3Uri);
  expect(quality).toMatchObject({
    binary_classification_metrics: {
      f1: { value: job.BestCandidate?.FinalAutoMLJobObjectiveMetric?.Value },
    },
  });
  expect(await json(local, made.ModelMetrics?.Explainability?.Report?.S3Uri)).toHaveProperty("explanations");
});

it("uses an earlier result again while what is compared is the same", async () => {
  const CacheConfig = { Enabled: true, ExpireAfter: "P1D" };
  const pipeline = await createPipeline(local, [autoML("out", { CacheConfig })]);
  const first = await ended(local, await start(local, pipeline));
  const second = await ended(local, await start(local, pipeline));
  expect(second.steps.Learn?.CacheHitResult?.SourcePipelineExecutionArn).toBe(first.arn);
  expect(second.steps.Learn?.Metadata).toEqual(first.steps.Learn?.Metadata);
});

it("takes no other mode than ENSEMBLING", async () => {
  const { steps } = await run(local, [autoML("out", {}, "HYPERPARAMETER_TUNING")]);
  expect(steps.Learn?.FailureReason).toBe(
    "ClientError: Failed to invoke sagemaker:CreateAutoMLJob. Error Details: An AutoML step takes the Mode ENSEMBLING only; its AutoMLJobConfig has HYPERPARAMETER_TUNING.",
  );
});

it("fails with the job's reason", async () => {
  await put(local, "few/harbours.csv", harbours("out", 20, 4));
  const { status, steps } = await run(local, [autoML("few")]);
  expect({ status, reason: steps.Learn?.FailureReason }).toEqual({
    status: "Failed",
    reason: expect.stringContaining("The training data has 20 rows; at least 500 are required."),
  });
});
