import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageName } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker } from "../testing/local-sagemaker.ts";
import { bucket, firstCheck, harbours, json, put, qualityCheck, tell } from "./testing/check-steps.ts";
import { createPipeline, ended, run, start } from "./testing/run-pipeline.ts";

const earlier = {
  SuppliedBaselineStatistics: `s3://${bucket}/first/statistics.json`,
  SuppliedBaselineConstraints: `s3://${bucket}/first/constraints.json`,
};

let local: LocalSageMaker;
let calm: string;
let alike: string;
let rough: string;

const properties = [
  "CalculatedBaselineStatistics",
  "CalculatedBaselineConstraints",
  "BaselineUsedForDriftCheckStatistics",
  "BaselineUsedForDriftCheckConstraints",
].map((name) => ({ Get: `Steps.Check.${name}` }));

beforeAll(async () => {
  local = await localSageMaker();
  calm = await put(local, "data/calm.csv", harbours(1));
  alike = await put(local, "data/alike.csv", harbours(2));
  rough = await put(local, "data/rough.csv", harbours(3, 0.6));
  const { status } = await run(local, [qualityCheck(calm, "first", firstCheck)]);
  expect(status).toBe("Succeeded");
});

afterAll(() => local.close());

describe("a QualityCheck step of data", () => {
  it("writes the baseline of its data, and needs none of before when it neither checks nor hands one on", async () => {
    const { steps } = await run(local, [qualityCheck(calm, "new/", firstCheck), tell(...properties)]);
    expect(steps.Tell?.FailureReason).toBe(
      ["statistics", "constraints", "statistics", "constraints"]
        .map((file) => `s3://${bucket}/new/${file}.json`)
        .join(" "),
    );
    expect(await json(local, `s3://${bucket}/new/statistics.json`)).toMatchObject({
      dataset: { item_count: 600 },
      features: [{ name: "swell" }, { name: "berth" }, { name: "out" }],
    });
    expect(steps.Check?.Metadata?.QualityCheck).toEqual({
      CheckType: "DATA_QUALITY",
      CalculatedBaselineStatistics: `s3://${bucket}/new/statistics.json`,
      CalculatedBaselineConstraints: `s3://${bucket}/new/constraints.json`,
      BaselineUsedForDriftCheckStatistics: `s3://${bucket}/new/statistics.json`,
      BaselineUsedForDriftCheckConstraints: `s3://${bucket}/new/constraints.json`,
      CheckJobArn: expect.stringMatching(/:processing-job\/pipelines-.*-check-/),
      SkipCheck: true,
      RegisterNewBaseline: true,
    });
  });

  it("finds nothing in data like those of the baseline, and hands the earlier one on", async () => {
    const { steps } = await run(local, [qualityCheck(alike, "alike", earlier), tell(...properties)]);
    expect(steps.Check?.StepStatus).toBe("Succeeded");
    expect(steps.Check?.Metadata?.QualityCheck?.ViolationReport).toBeUndefined();
    expect(steps.Tell?.FailureReason).toBe(
      [
        `s3://${bucket}/alike/statistics.json`,
        `s3://${bucket}/alike/constraints.json`,
        `s3://${bucket}/first/statistics.json`,
        `s3://${bucket}/first/constraints.json`,
      ].join(" "),
    );
  });

  it("fails on data of another distribution, naming the report and what it has", async () => {
    const { status, steps } = await run(local, [qualityCheck(rough, "rough", earlier)]);
    expect([status, steps.Check?.StepStatus]).toEqual(["Failed", "Failed"]);
    expect(steps.Check?.FailureReason).toMatch(
      `ClientError: The check has found 1 violation of the baseline, which s3://${bucket}/rough/constraint_violations.json has: swell baseline_drift_check: Baseline drift distance: `,
    );
    expect(steps.Check?.Metadata?.QualityCheck?.ViolationReport).toBe(
      `s3://${bucket}/rough/constraint_violations.json`,
    );
    expect(await json(local, `s3://${bucket}/rough/constraint_violations.json`)).toMatchObject({
      violations: [{ feature_name: "swell", constraint_check_type: "baseline_drift_check" }],
    });
  });

  it("looks for none where it is skipped, and hands the earlier baseline on all the same", async () => {
    const { steps } = await run(local, [qualityCheck(rough, "skipped", { ...earlier, SkipCheck: true })]);
    expect(steps.Check?.StepStatus).toBe("Succeeded");
    expect(steps.Check?.Metadata?.QualityCheck).toMatchObject({
      CalculatedBaselineStatistics: `s3://${bucket}/skipped/statistics.json`,
      BaselineUsedForDriftCheckStatistics: `s3://${bucket}/first/statistics.json`,
    });
  });

  it("goes on in spite of violations where FailOnViolation is false, and a new baseline takes their place", async () => {
    const step = qualityCheck(rough, "accepted", {
      ...earlier,
      FailOnViolation: { Get: "Parameters.Strict" },
      RegisterNewBaseline: { Get: "Parameters.Register" },
    });
    const name = await createPipeline(
      local,
      [step, tell({ Get: "Steps.Check.BaselineUsedForDriftCheckStatistics" })],
      [
        { Name: "Strict", Type: "Boolean", DefaultValue: true },
        { Name: "Register", Type: "String", DefaultValue: "True" },
      ],
    );
    const { steps } = await ended(
      local,
      await start(local, name, { PipelineParameters: [{ Name: "Strict", Value: "false" }] }),
    );
    expect(steps.Check?.StepStatus).toBe("Succeeded");
    expect(steps.Check?.Metadata?.QualityCheck).toMatchObject({
      ViolationReport: `s3://${bucket}/accepted/constraint_violations.json`,
      SkipCheck: false,
      RegisterNewBaseline: true,
    });
    expect(steps.Tell?.FailureReason).toBe(`s3://${bucket}/accepted/statistics.json`);
  });

  it("compares with the baseline of the latest approved version of a group", async () => {
    const files = (folder: string) => ({
      ModelDataQuality: {
        Statistics: { S3Uri: `s3://${bucket}/${folder}/statistics.json`, ContentType: "application/json" },
        Constraints: { S3Uri: `s3://${bucket}/${folder}/constraints.json`, ContentType: "application/json" },
      },
    });
    await local.sagemaker.createModelPackageGroup({ ModelPackageGroupName: "harbours" });
    const check = qualityCheck(alike, "approved", { ModelPackageGroupName: "harbours" });
    const none = await run(local, [check]);
    expect(none.steps.Check?.FailureReason).toBe(
      "ClientError: There is no earlier baseline of DATA_QUALITY, which the step needs unless both SkipCheck and RegisterNewBaseline are true. Give SuppliedBaselineStatistics and SuppliedBaselineConstraints, or a ModelPackageGroupName whose latest approved version has DriftCheckBaselines.ModelDataQuality.Statistics and .Constraints; that of harbours has none.",
    );
    for (const [folder, ModelApprovalStatus] of [
      ["older", "Approved"],
      ["first", "Approved"],
      ["rejected", "Rejected"],
    ] as const) {
      await local.sagemaker.createModelPackage({
        ModelPackageGroupName: "harbours",
        ModelApprovalStatus,
        DriftCheckBaselines: files(folder),
        InferenceSpecification: {
          Containers: [{ Image: imageName }],
          SupportedContentTypes: ["text/csv"],
          SupportedResponseMIMETypes: ["text/csv"],
        },
      });
    }
    const { steps } = await run(local, [check]);
    expect(steps.Check?.Metadata?.QualityCheck).toMatchObject({
      ModelPackageGroupName: "harbours",
      BaselineUsedForDriftCheckStatistics: `s3://${bucket}/first/statistics.json`,
    });
    expect(steps.Check?.StepStatus).toBe("Succeeded");
  });

  it("takes an earlier result with the same arguments, and not that of another baseline", async () => {
    const check = qualityCheck(alike, "cached", {
      ...earlier,
      CacheConfig: { Enabled: true, ExpireAfter: "PT1H" },
    });
    const name = await createPipeline(local, [check, tell(...properties)]);
    const made = await ended(local, await start(local, name));
    const again = await ended(local, await start(local, name));
    expect(again.steps.Check?.CacheHitResult?.SourcePipelineExecutionArn).toBe(made.arn);
    expect(again.steps.Tell?.FailureReason).toBe(made.steps.Tell?.FailureReason);
    await local.sagemaker.updatePipeline({
      PipelineName: name,
      PipelineDefinition: JSON.stringify({
        Version: "2020-12-01",
        Steps: [{ ...check, SuppliedBaselineStatistics: `s3://${bucket}/alike/statistics.json` }],
      }),
    });
    const other = await ended(local, await start(local, name));
    expect(other.steps.Check?.CacheHitResult).toBeUndefined();
  });

  it("is taken from an earlier execution by a selective one that runs only what reads it", async () => {
    const name = await createPipeline(local, [qualityCheck(alike, "selected", earlier), tell(...properties)]);
    const SourcePipelineExecutionArn = await start(local, name);
    const made = await ended(local, SourcePipelineExecutionArn);
    const selected = await start(local, name, {
      SelectiveExecutionConfig: { SourcePipelineExecutionArn, SelectedSteps: [{ StepName: "Tell" }] },
    });
    const { steps } = await ended(local, selected);
    expect(steps.Check?.SelectiveExecutionResult).toEqual({ SourcePipelineExecutionArn });
    expect(steps.Tell?.FailureReason).toBe(made.steps.Tell?.FailureReason);
  });

  it("fails with what its analyzer says of the data", async () => {
    const { steps } = await run(local, [
      qualityCheck(calm, "captured", firstCheck, { dataset_format: '{"sagemakerCaptureJson": {}}' }),
    ]);
    expect(steps.Check?.FailureReason).toMatch(
      /^ClientError: AlgorithmError: dataset_format: .*captured requests are not read here/,
    );
  });
});

describe("a QualityCheck step of a model", () => {
  const variables = {
    analysis_type: "MODEL_QUALITY",
    problem_type: "BinaryClassification",
    ground_truth_attribute: "label",
    inference_attribute: "answer",
  };
  const more = { CheckType: "MODEL_QUALITY" };
  /** A hundred answers, so many of them right. */
  const answers = (right: number) =>
    `label,answer\n${Array.from({ length: 400 }, (_, row) => `${row % 2},${row % 100 < right ? row % 2 : 1 - (row % 2)}`).join("\n")}\n`;

  it("measures it, and fails where it is worse than the baseline by more than chance", async () => {
    const good = await put(local, "answers/good.csv", answers(90));
    const bad = await put(local, "answers/bad.csv", answers(70));
    const made = await run(local, [qualityCheck(good, "quality", { ...more, ...firstCheck }, variables)]);
    expect(made.status).toBe("Succeeded");
    expect(await json(local, `s3://${bucket}/quality/statistics.json`)).toMatchObject({
      binary_classification_metrics: {
        confusion_matrix: { "0": { "0": 180, "1": 20 }, "1": { "0": 20, "1": 180 } },
        accuracy: { value: 0.9 },
      },
    });
    expect(await json(local, `s3://${bucket}/quality/constraints.json`)).toMatchObject({
      binary_classification_constraints: {
        accuracy: { threshold: 0.9, comparison_operator: "LessThanThreshold" },
        false_positive_rate: { threshold: 0.1, comparison_operator: "GreaterThanThreshold" },
      },
    });
    const supplied = {
      ...more,
      SuppliedBaselineStatistics: `s3://${bucket}/quality/statistics.json`,
      SuppliedBaselineConstraints: `s3://${bucket}/quality/constraints.json`,
    };
    const worse = await run(local, [qualityCheck(bad, "worse", supplied, variables)]);
    expect(worse.steps.Check?.FailureReason).toMatch(
      /accuracy LessThanThreshold: Metric accuracy with 0\.7 \+\/- 0\.\d+ was LessThanThreshold '0\.9'/,
    );
    const same = await run(local, [qualityCheck(good, "same", supplied, variables)]);
    expect(same.status).toBe("Succeeded");
  });
});

it("a QualityCheck's definition is refused where a member is of another kind", async () => {
  for (const [wrong, message] of [
    [{ CheckType: "DATA_BIAS" }, "Steps[0].CheckType"],
    [{ SkipCheck: "no" }, "Steps[0].SkipCheck: Expected true, false or an expression."],
    [{ ModelName: "x" }, 'Steps[0]: Unrecognized key: "ModelName"'],
    [{ RetryPolicies: [] }, 'Steps[0]: Unrecognized key: "RetryPolicies"'],
    [{ SkipCheck: { Get: "Parameters.Skip" } }, "unknown parameter 'Parameters.Skip'"],
  ] as const) {
    await expect(createPipeline(local, [qualityCheck(calm, "x", wrong)])).rejects.toThrow(message);
  }
});
