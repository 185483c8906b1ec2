import { describe, expect, it } from "vitest";
import { made, OutputDataConfig, type Retrain, RoleArn, started, under } from "../testing/jobs.ts";
import { endpointTold, jobIs, later, newData, swept } from "../testing/steps.ts";

describe("an AutoML job that retrains", () => {
  const retrain: Retrain = {
    with: {
      autoMLJob: {
        AutoMLJobInputDataConfig: [{ ChannelType: "training" }],
        OutputDataConfig,
        AutoMLProblemTypeConfig: { TabularJobConfig: { TargetAttributeName: "hay" } },
        RoleArn,
      },
    },
  };

  it("is known by no event: the sweep finds its end, and all containers of its best candidate are registered", () => {
    const containers = ["prepare", "predict"].map((image) => ({
      image,
      modelDataUrl: `s3://meadow/${image}.tar.gz`,
      environment: { ROLE: image },
    }));
    under(retrain)
      .given(...started, jobIs({ status: "Succeeded", model: { ...made, containers } }))
      .when(swept)
      .then(["retraining-succeeded"], [["register-package", { plan: { containers } }]]);
  });

  it("is stopped at its deadline", () => {
    const { effects } = under({ ...retrain, deadline: "1 hour" })
      .given(...started, later(3_600_001))
      .when(swept)
      .then(["retraining-failed"], ["stop-training"]);
    expect(effects[0]).toMatchObject({ job: { kind: "automl-job", name: "dw-meadow-2-thqx00" } });
  });

  it("has a name of at most 32 characters, however long the model's is", () => {
    const { state } = under(retrain).given(endpointTold).when(newData);
    expect(state.retraining?.displayName).toMatch(/^dw-[a-z0-9-]{1,29}$/);
  });
});
