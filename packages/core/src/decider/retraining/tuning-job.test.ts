import { describe, expect, it } from "vitest";
import type { TuningJobChanged } from "../../vocabulary/signal.ts";
import { made, type Retrain, started, succeeded, training, under } from "../testing/jobs.ts";
import { endpointTold, newData, told } from "../testing/steps.ts";

describe("a tuning job that retrains", () => {
  const retrain: Retrain = {
    with: {
      tuningJob: { TrainingJobDefinition: training, HyperParameterTuningJobConfig: { Strategy: "Random" } },
    },
    parameters: { kind: "all" },
  };
  const tuning = "dw-meadow-2-thqx00";

  it("has a name that the service takes, and passes parameters to each of its training jobs", () => {
    const { effects } = under(retrain)
      .given(endpointTold)
      .when(newData)
      .then([["retraining-requested", { displayName: tuning }]], ["start-retraining"]);
    expect(effects[0]).toMatchObject({
      job: {
        kind: "tuning-job",
        name: tuning,
        request: {
          HyperParameterTuningJobConfig: { Strategy: "Random" },
          TrainingJobDefinition: { StaticHyperParameters: { kind: "all" } },
        },
      },
    });
  });

  it("that succeeded has its best training job registered", () => {
    under(retrain)
      .given(...started, succeeded)
      .when(
        told<TuningJobChanged>({
          kind: "tuning-job-changed",
          job: tuning,
          arn: `arn:aws:sagemaker:eu-west-3:444455556666:hyper-parameter-tuning-job/${tuning}`,
          status: "Completed",
          failureReason: null,
          taggedModel: "meadow",
        }),
      )
      .then(["retraining-succeeded"], [["register-package", { plan: { containers: made.containers } }]])
      .after([{ ask: "retrainingJob", kind: "tuning-job", name: tuning, execution: "run-1" }]);
  });
});
