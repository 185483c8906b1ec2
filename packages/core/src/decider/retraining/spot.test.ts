import { describe, expect, it } from "vitest";
import { jobTold, made, name, type Retrain, started, training, under } from "../testing/jobs.ts";
import { commanded, confirmed, endpointTold, jobIs, newData, swept } from "../testing/steps.ts";

describe("spot capacity of a training job", () => {
  const spot = {
    ...training,
    EnableManagedSpotTraining: true,
    StoppingCondition: { MaxRuntimeInSeconds: 600, MaxWaitTimeInSeconds: 900 },
    CheckpointConfig: { S3Uri: "s3://meadow/checkpoints/" },
  };
  const patient: Retrain = { with: { trainingJob: spot } };
  const impatient: Retrain = { with: { trainingJob: spot, onDemandAfter: 2 } };
  const taken = (interruptions: number) => jobIs({ status: "Executing", interruptions });
  const onDemand = "driftwheel-meadow-7-thqx00";

  it("has a checkpoint of its own for each retraining", () => {
    const { effects } = under(patient)
      .given(endpointTold)
      .when(newData)
      .then(["retraining-requested"], ["start-retraining"]);
    expect(effects[0]).toMatchObject({
      job: { request: { CheckpointConfig: { S3Uri: `s3://meadow/checkpoints/${name}` } } },
    });
  });

  it("that is taken back is told each time, and fails nothing", () => {
    under(patient)
      .given(...started, taken(1))
      .when(jobTold())
      .then([
        [
          "retraining-interrupted",
          { execution: name, interruptions: 1 },
          `The spot capacity of ${name} was taken back, for the 1st time; it goes on from its checkpoint when there is capacity again.`,
        ],
      ])
      .leaves({ retraining: { displayName: name, interruptions: 1 } });
    under(patient)
      .given(...started, taken(1), jobTold(), taken(2))
      .when(jobTold())
      .then([["retraining-interrupted", { interruptions: 2 }, "for the 2nd time"]]);
  });

  it("is told once, and by the sweep where no event told", () => {
    under(patient)
      .given(...started, taken(1), jobTold())
      .when(jobTold())
      .then(["signal-observed"]);
    under(patient)
      .given(...started, taken(1))
      .when(swept)
      .then(["retraining-interrupted"]);
  });

  it("is given up after as many times as the policy says, for capacity that is not taken back", () => {
    const { effects, state } = under(impatient)
      .given(...started, taken(1), jobTold(), taken(2))
      .when(jobTold())
      .then(
        [
          [
            "retraining-interrupted",
            { interruptions: 2, stop: name },
            `for the 2nd time; ${onDemand} goes on from its checkpoint on capacity that is not taken back.`,
          ],
        ],
        [["stop-training", { job: { kind: "training-job", name } }], "start-retraining"],
      );
    const { CheckpointConfig: _, EnableManagedSpotTraining: __, ...rest } = spot;
    expect(effects[1]).toMatchObject({
      job: {
        name: onDemand,
        request: {
          ...rest,
          StoppingCondition: { MaxRuntimeInSeconds: 600 },
          CheckpointConfig: { S3Uri: `s3://meadow/checkpoints/${name}` },
        },
      },
    });
    expect(effects[1]).not.toHaveProperty("job.request.EnableManagedSpotTraining");
    expect(state.retraining).toMatchObject({ displayName: onDemand, execution: null, interruptions: 2 });
    expect(state.retraining).not.toHaveProperty("spot");
  });

  it("is not given up while a person has paused the model", () => {
    under(impatient)
      .given(...started, taken(1), jobTold(), commanded({ name: "pause" }), taken(2))
      .when(jobTold())
      .then([["retraining-interrupted", { interruptions: 2 }, "it goes on from its checkpoint"]])
      .leaves({ retraining: { displayName: name } });
    under(impatient)
      .given(...started, commanded({ name: "pause" }), jobIs({ status: "Stopped", outwaited: true }))
      .when(jobTold())
      .then(["retraining-failed"]);
  });

  it("that came not in its time is given up too, and nothing is stopped that has ended", () => {
    const outwaited = jobIs({ status: "Stopped", outwaited: true, failureReason: null });
    under(impatient)
      .given(...started, outwaited)
      .when(jobTold())
      .then(
        [["retraining-interrupted", { interruptions: 0 }, `${name} found no spot capacity in its time`]],
        ["start-retraining"],
      );
    under(patient)
      .given(...started, outwaited)
      .when(jobTold())
      .then(["retraining-failed"]);
  });

  it("goes on as what took its place, whose end is the retraining's", () => {
    const replaced = [...started, taken(2), jobTold(), confirmed];
    under(impatient)
      .given(...replaced, jobIs({ status: "Stopped", interruptions: 0 }))
      .when(jobTold())
      .then([["signal-observed", {}, `Training job ${name} is Completed.`]]);
    under(impatient)
      .given(...replaced, jobIs({ status: "Succeeded", interruptions: 0, model: made }))
      .when(jobTold("driftwheel-meadow-6-thqx00"))
      .then(["retraining-succeeded"], ["register-package"]);
  });

  it("that was paid for less than it was used is told with what it saved", () => {
    under(patient)
      .given(
        ...started,
        jobIs({ status: "Succeeded", model: made, interruptions: 0, seconds: { trained: 130, billed: 40 } }),
      )
      .when(jobTold())
      .then(
        [
          [
            "retraining-succeeded",
            { seconds: { trained: 130, billed: 40 } },
            "of 130 seconds 40 are paid for (69% less)",
          ],
        ],
        ["register-package"],
      );
  });
});
