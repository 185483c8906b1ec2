import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageName, role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker } from "../testing/local-sagemaker.ts";
import {
  bucket,
  clarifyCheck,
  harbours,
  json,
  put,
  qualityCheck,
  southImage,
} from "./testing/check-steps.ts";
import { createPipeline, ended, run, start } from "./testing/run-pipeline.ts";

const first = { SkipCheck: true, RegisterNewBaseline: true };
const earlier = {
  SuppliedBaselineStatistics: `s3://${bucket}/first/statistics.json`,
  SuppliedBaselineConstraints: `s3://${bucket}/first/constraints.json`,
};

let local: LocalSageMaker;
let calm: string;
let alike: string;
let rough: string;

/** Fails with a message that a test can read a value by. */
function tell(...values: readonly object[]): object {
  return {
    Name: "Tell",
    Type: "Fail",
    Arguments: { ErrorMessage: { "Std:Join": { On: " ", Values: values } } },
  };
}

const properties = [
  "CalculatedBaselineStatistics",
  "CalculatedBaselineConstraints",
  "BaselineUsedForDriftCheckStatistics",
  "BaselineUsedForDriftCheckConstraints",
].map((name) => ({ Get: `Steps.Check.${name}` }));

beforeAll(async () => {
  local = await localSageMaker({ images: southImage() });
  calm = await put(local, "data/calm.csv", harbours(1));
  alike = await put(local, "data/alike.csv", harbours(2));
  rough = await put(local, "data/rough.csv", harbours(3, 0.6));
  const { status } = await run(local, [qualityCheck(calm, "first", first)]);
  expect(status).toBe("Succeeded");
});

afterAll(() => local.close());

describe("a QualityCheck step of data", () => {
  it("writes the baseline of its data, and needs none of before when it neither checks nor hands one on", async () => {
    const { steps } = await run(local, [qualityCheck(calm, "new/", first), tell(...properties)]);
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

  it("fails with what its analyzer says of the data", async () => {
    const { steps } = await run(local, [
      qualityCheck(calm, "captured", first, { dataset_format: '{"sagemakerCaptureJson": {}}' }),
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
    const made = await run(local, [qualityCheck(good, "quality", { ...more, ...first }, variables)]);
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

describe("a ClarifyCheck step", () => {
  const bias = {
    dataset_type: "text/csv",
    label: "out",
    label_values_or_threshold: [1],
    facet: [{ name_or_index: "berth", value_or_threshold: ["south"] }],
  };
  const before = JSON.stringify({
    ...bias,
    methods: { pre_training_bias: { methods: "all" }, report: { name: "r" } },
  });

  it("measures the bias of data, and fails where it is more than in the baseline", async () => {
    const config = await put(local, "config/analysis_config.json", before);
    const made = await run(local, [
      clarifyCheck(calm, config, "bias", first),
      tell(...properties.filter((_, at) => at % 2 === 1)),
    ]);
    const analysis = `s3://${bucket}/bias/analysis.json`;
    expect(made.steps.Tell?.FailureReason).toBe(`${analysis} ${analysis}`);
    expect(await json(local, analysis)).toMatchObject({
      version: "1.0",
      pre_training_bias_metrics: { label: "out", facets: { berth: [{ value_or_threshold: "south" }] } },
    });
    const unfair = await put(local, "data/unfair.csv", harbours(1).replaceAll("south,0", "south,1"));
    const supplied = { SuppliedBaselineConstraints: analysis };
    const { steps } = await run(local, [clarifyCheck(unfair, config, "unfair", supplied)]);
    expect(steps.Check?.FailureReason).toMatch(
      `The check has found 6 violations of the baseline, which s3://${bucket}/unfair/constraint_violations.json has: DPL berth=south bias_drift_check: Value -0.`,
    );
    expect(steps.Check?.Metadata?.ClarifyCheck).toMatchObject({
      CheckType: "DATA_BIAS",
      BaselineUsedForDriftCheckConstraints: analysis,
      ViolationReport: `s3://${bucket}/unfair/constraint_violations.json`,
    });
    expect((await run(local, [clarifyCheck(calm, config, "fair", supplied)])).status).toBe("Succeeded");
  });

  it("asks a model by an endpoint of its own, which it leaves nothing of", async () => {
    const asked = {
      ...bias,
      methods: { post_training_bias: { methods: ["DPPL"] } },
      predictor: { accept_type: "text/csv" },
    };
    const config = await put(local, "config/model/analysis_config.json", JSON.stringify(asked));
    await local.sagemaker.createModel({
      ModelName: "harbours",
      ExecutionRoleArn: role,
      PrimaryContainer: { Image: "harbours" },
    });
    const more = {
      ...first,
      CheckType: "MODEL_BIAS",
      ModelName: { "Std:Join": { On: "", Values: ["har", "bours"] } },
    };
    const { status } = await run(local, [clarifyCheck(calm, config, "model-bias", more)]);
    expect(status).toBe("Succeeded");
    // The model calls everybody of the south a 1, and nobody else.
    expect(await json(local, `s3://${bucket}/model-bias/analysis.json`)).toMatchObject({
      post_training_bias_metrics: { facets: { berth: [{ metrics: [{ name: "DPPL", value: -1 }] }] } },
    });
    expect((await local.sagemaker.listEndpoints({})).Endpoints).toEqual([]);
    expect((await local.sagemaker.listEndpointConfigs({})).EndpointConfigs).toEqual([]);
  });

  it("says that explanations are not implemented", async () => {
    const shap = JSON.stringify({ dataset_type: "text/csv", methods: { shap: { num_samples: 5 } } });
    const config = await put(local, "config/shap/analysis_config.json", shap);
    const { steps } = await run(local, [
      clarifyCheck(calm, config, "shap", {
        ...first,
        CheckType: "MODEL_EXPLAINABILITY",
        ModelName: "harbours",
      }),
    ]);
    expect(steps.Check?.FailureReason).toMatch("methods.shap: not implemented on the local AWS");
  });
});

it("a check's definition is refused where a member is of another kind", async () => {
  for (const [wrong, message] of [
    [{ CheckType: "DATA_BIAS" }, "Steps[0].CheckType"],
    [{ SkipCheck: "no" }, "Steps[0].SkipCheck: Expected true, false or an expression."],
    [{ ModelName: "x" }, 'Steps[0]: Unrecognized key: "ModelName"'],
    [{ RetryPolicies: [] }, 'Steps[0]: Unrecognized key: "RetryPolicies"'],
    [{ SkipCheck: { Get: "Parameters.Skip" } }, "unknown parameter 'Parameters.Skip'"],
  ] as const) {
    await expect(createPipeline(local, [qualityCheck(calm, "x", wrong)])).rejects.toThrow(message);
  }
  const reading = tell({ Get: "Steps.Check.CalculatedBaselineStatistics" });
  await expect(createPipeline(local, [clarifyCheck(calm, calm, "x"), reading])).rejects.toThrow(
    "invalid property reference 'Steps.Check.CalculatedBaselineStatistics'",
  );
});
