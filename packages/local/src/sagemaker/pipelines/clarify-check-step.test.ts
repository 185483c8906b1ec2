import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker } from "../testing/local-sagemaker.ts";
import {
  bucket,
  clarifyCheck,
  firstCheck,
  harbours,
  json,
  put,
  southImage,
  tell,
} from "./testing/check-steps.ts";
import { createPipeline, run } from "./testing/run-pipeline.ts";

let local: LocalSageMaker;
let calm: string;

beforeAll(async () => {
  local = await localSageMaker({ images: southImage() });
  calm = await put(local, "data/calm.csv", harbours(1));
});

afterAll(() => local.close());

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
      clarifyCheck(calm, config, "bias", firstCheck),
      tell(
        { Get: "Steps.Check.CalculatedBaselineConstraints" },
        { Get: "Steps.Check.BaselineUsedForDriftCheckConstraints" },
      ),
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
      ...firstCheck,
      CheckType: "MODEL_BIAS",
      ModelName: { "Std:Join": { On: "", Values: ["har", "bours"] } },
    };
    const { status } = await run(local, [clarifyCheck(calm, config, "model-bias", more)]);
    expect(status).toBe("Succeeded");
    // The model calls everybody of the south a 1, and nobody else.
    expect(await json(local, `s3://${bucket}/model-bias/analysis.json`)).toMatchObject({
      post_training_bias_metrics: { facets: { berth: [{ metrics: [{ name: "DPPL", value: -1 }] }] } },
    });
    // It is still being deleted when the step has ended, where a machine is busy.
    await expect.poll(async () => (await local.sagemaker.listEndpoints({})).Endpoints).toEqual([]);
    expect((await local.sagemaker.listEndpointConfigs({})).EndpointConfigs).toEqual([]);
  });

  it("says that explanations are not implemented", async () => {
    const shap = JSON.stringify({ dataset_type: "text/csv", methods: { shap: { num_samples: 5 } } });
    const config = await put(local, "config/shap/analysis_config.json", shap);
    const { steps } = await run(local, [
      clarifyCheck(calm, config, "shap", {
        ...firstCheck,
        CheckType: "MODEL_EXPLAINABILITY",
        ModelName: "harbours",
      }),
    ]);
    expect(steps.Check?.FailureReason).toMatch("methods.shap: not implemented on the local AWS");
  });
});

it("a ClarifyCheck has no statistics that a definition may refer to", async () => {
  const reading = tell({ Get: "Steps.Check.CalculatedBaselineStatistics" });
  await expect(createPipeline(local, [clarifyCheck(calm, calm, "x"), reading])).rejects.toThrow(
    "invalid property reference 'Steps.Check.CalculatedBaselineStatistics'",
  );
});
