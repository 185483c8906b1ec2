import { describe, expect, it } from "vitest";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import type { TrainedModel } from "../../vocabulary/retraining-job.ts";
import type {
  StateMachineExecutionChanged,
  TrainingJobChanged,
  TuningJobChanged,
} from "../../vocabulary/signal.ts";
import { underPolicy } from "../testing/specification.ts";
import {
  commanded,
  confirmed,
  endpointTold,
  inRegistry,
  jobIs,
  later,
  newData,
  refused,
  registered,
  type Step,
  swept,
  told,
} from "../testing/steps.ts";

const RoleArn = "arn:aws:iam::444455556666:role/meadow";
const OutputDataConfig = { S3OutputPath: "s3://meadow/models/" };
const training = {
  AlgorithmSpecification: { TrainingImage: "meadow:1", TrainingInputMode: "File" },
  RoleArn,
  OutputDataConfig,
  ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
  StoppingCondition: { MaxRuntimeInSeconds: 600 },
  HyperParameters: { trees: "40" },
};
const parameters = { rows: { from: "labelled data" }, kind: "all" } as const;
type Retrain = ModelPolicyInput["retrain"];
const withTraining: Retrain = {
  with: { trainingJob: training },
  labelledData: "s3://meadow/labelled/",
  parameters,
};
const made: TrainedModel = {
  containers: [{ image: "meadow:1", modelDataUrl: "s3://meadow/models/model.tar.gz", environment: {} }],
  metrics: { "validation:mae": 1.5 },
  madeBy: "arn:aws:sagemaker:eu-west-3:444455556666:training-job/one",
};
/** Of the second entry of 2026-07-06T09:00:00Z: what is asked for right after the endpoint was seen. */
const name = "driftwheel-meadow-2-thqx00";
const jobTold = (job = name): Step =>
  told<TrainingJobChanged>({
    kind: "training-job-changed",
    job,
    arn: `arn:aws:sagemaker:eu-west-3:444455556666:training-job/${job}`,
    status: "Completed",
    failureReason: null,
    taggedModel: "meadow",
    pipelineExecution: null,
  });
const under = (retrain: Retrain) => underPolicy({ retrain });
const started = [endpointTold, newData, confirmed];
const succeeded = jobIs({ status: "Succeeded", model: made });

describe("a training job that retrains", () => {
  it("is followed by no other while what it trained is not registered", () => {
    under({ ...withTraining, cooldown: "1 minute" })
      .given(...started, succeeded, jobTold(), later(2 * 60_000))
      .when(newData)
      .then([["retraining-skipped", { reason: "one-already-running" }]], []);
  });

  it("is asked for by the template, with the parameters as hyperparameters and a name that is its own for ever", () => {
    const { effects } = under(withTraining)
      .given(endpointTold)
      .when(newData)
      .then(
        [["retraining-requested", { displayName: name, job: { kind: "training-job" } }]],
        ["start-retraining"],
      );
    const { HyperParameters: _own, ...rest } = training;
    expect(effects[0]).toMatchObject({
      job: {
        kind: "training-job",
        name,
        request: {
          ...rest,
          HyperParameters: { trees: "40", rows: "s3://meadow/labelled/", kind: "all" },
        },
      },
    });
  });

  it("has another name a second later, so that a ledger begun anew does not meet it", () => {
    under(withTraining)
      .given(endpointTold, later(1_000))
      .when(newData)
      .then([["retraining-requested", { displayName: "driftwheel-meadow-2-thqx01" }]], ["start-retraining"]);
  });

  it("that succeeded is registered with its metrics as evaluation, once", () => {
    under(withTraining)
      .given(...started, succeeded, later(90_000))
      .when(jobTold())
      .then(
        [
          [
            "retraining-succeeded",
            { execution: name },
            `${name} succeeded after 90 seconds; what it trained is registered in meadow.`,
          ],
        ],
        [
          [
            "register-package",
            {
              plan: {
                group: "meadow",
                containers: made.containers,
                contentTypes: ["text/csv"],
                responseTypes: ["text/csv"],
                evaluation: {
                  uri: `s3://meadow/models/${name}/driftwheel/evaluation.json`,
                  json: { metrics: { "validation:mae": { value: 1.5 } } },
                },
                description: "Trained by one for Driftwheel's model meadow.",
                metadata: { "driftwheel-retraining": name, "driftwheel-made-by": made.madeBy },
              },
            },
          ],
        ],
      )
      .leaves({ retraining: null, unregistered: { failed: false } })
      .after([{ ask: "retrainingJob", kind: "training-job", name, execution: "run-1" }]);
    under(withTraining)
      .given(...started, succeeded, jobTold())
      .when(jobTold())
      .then([["signal-observed", {}, `Training job ${name} is Completed.`]])
      .after([]);
  });

  it("is served by the image that the policy names, with its environment", () => {
    const register = { image: "serve:2", contentTypes: ["application/json"], environment: { MODE: "fast" } };
    const { effects } = under({ ...withTraining, with: { trainingJob: training, register } })
      .given(...started, succeeded)
      .when(jobTold())
      .then(["retraining-succeeded"], ["register-package"]);
    expect(effects[0]).toMatchObject({
      plan: {
        containers: [{ ...made.containers[0], image: "serve:2", environment: { MODE: "fast" } }],
        contentTypes: ["application/json"],
      },
    });
  });

  it("is registered though somebody registered another version while it ran", () => {
    under(withTraining)
      .given(...started, registered(2), succeeded)
      .when(jobTold())
      .then(["retraining-succeeded"], ["register-package"])
      .leaves({ unregistered: { failed: false } });
  });

  it("that left nothing to serve has failed", () => {
    under(withTraining)
      .given(...started, jobIs({ status: "Succeeded", model: { ...made, containers: [] } }))
      .when(jobTold())
      .then([["retraining-failed", { reason: "it left nothing that can be served" }]])
      .leaves({ retraining: null });
  });

  it.each([
    ["Failed", "disk full", `${name} failed after 1 second: disk full`],
    ["Failed", null, `${name} failed after 1 second: it gives no reason`],
    ["Stopped", null, `${name} was stopped after 1 second: it was stopped`],
  ] as const)("that %s because of %s fails the retraining", (status, failureReason, because) => {
    under(withTraining)
      .given(...started, jobIs({ status, failureReason }))
      .when(jobTold())
      .then([["retraining-failed", { execution: name }, because]])
      .leaves({ retraining: null });
  });

  it("is asked what it is, whatever a late event says, and not for another job's event", () => {
    under(withTraining)
      .given(...started)
      .when(jobTold())
      .then(["signal-observed"]);
    under(withTraining)
      .given(...started, succeeded)
      .when(jobTold("another"))
      .then([["signal-observed", {}, "Training job another is Completed."]])
      .after([]);
  });

  it("whose end no event told is found by the sweep, started or not", () => {
    under(withTraining)
      .given(...started, succeeded)
      .when(swept)
      .then(["retraining-succeeded"], ["register-package"]);
    under(withTraining)
      .given(endpointTold, newData, succeeded)
      .when(swept)
      .then(["retraining-succeeded", "effect-dropped"], ["register-package"]);
  });

  it("that cannot be started fails the retraining with the reason", () => {
    under(withTraining)
      .given(endpointTold, newData)
      .when(refused("start-retraining", "no such role"))
      .then([
        "effect-failed",
        [
          "retraining-failed",
          { execution: null, reason: "no such role" },
          `${name} could not be started: no such role`,
        ],
      ])
      .leaves({ retraining: null });
  });

  it("that ended well and cannot be registered counts as failed", () => {
    under(withTraining)
      .given(...started, succeeded, jobTold())
      .when(refused("register-package", "no such group"))
      .then(
        [
          "effect-failed",
          ["retraining-failed", { reason: "no such group", registeredNothing: true }],
          "alert-raised",
        ],
        ["send-alert"],
      )
      .leaves({ unregistered: { failed: true } });
  });

  it("is not registered any more once a version has come", () => {
    under(withTraining)
      .given(...started, succeeded, jobTold(), inRegistry(2))
      .when(registered(2))
      .then(["candidate-registered", "candidate-accepted", "approval-requested", "effect-dropped"])
      .leaves({ unregistered: null });
  });

  it("must be a version in time once it is registered, and not while services are away", () => {
    const late = later(31 * 60_000);
    under(withTraining)
      .given(...started, succeeded, jobTold(), late)
      .when(swept)
      .then([])
      .leaves({ unregistered: { failed: false } });
    under(withTraining)
      .given(...started, succeeded, jobTold(), confirmed, late)
      .when(swept)
      .then([["retraining-failed", { registeredNothing: true }], "alert-raised"], ["send-alert"]);
  });

  it("counts as failed at its deadline, and is stopped", () => {
    const job = { kind: "training-job", name } as const;
    under({ ...withTraining, deadline: "1 hour" })
      .given(...started, later(3_600_001))
      .when(swept)
      .then(
        [
          [
            "retraining-failed",
            { execution: "run-1", stop: job },
            `it had not ended by its deadline, 2026-07-06T10:00:00.000Z; ${name} is stopped.`,
          ],
        ],
        [["stop-training", { job }]],
      );
  });
});

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

describe("what registers by itself", () => {
  const stateMachine = "arn:aws:states:eu-west-3:444455556666:stateMachine:meadow-train";
  const executionTold = told<StateMachineExecutionChanged>({
    kind: "state-machine-execution-changed",
    stateMachine,
    execution: `${stateMachine.replace("stateMachine", "execution")}:${name}`,
    name,
    status: "Succeeded",
  });

  it("is told the model, its package group, the parameters, and the name to give back", () => {
    const { effects } = under({ with: { stateMachine }, parameters: { kind: "all" } })
      .given(endpointTold)
      .when(newData)
      .then(["retraining-requested"], ["start-retraining"]);
    expect(effects[0]).toMatchObject({
      job: {
        kind: "state-machine",
        stateMachine,
        name,
        input: { retraining: name, model: "meadow", packageGroup: "meadow", parameters: { kind: "all" } },
      },
    });
  });

  it("ends as a state machine when its execution does, and must register in time", () => {
    under({ with: { stateMachine } })
      .given(...started, jobIs({ status: "Succeeded" }))
      .when(executionTold)
      .then([["retraining-succeeded", {}, `${name} succeeded after 1 second.`]])
      .leaves({ unregistered: { failed: false } })
      .after([{ ask: "retrainingJob", kind: "state-machine", name, execution: "run-1" }]);
  });

  it("is asked about as a state machine only once its execution is known", () => {
    under({ with: { stateMachine } })
      .given(endpointTold, newData)
      .when(swept)
      .then([])
      .after(["endpoint", "packages"]);
  });

  it.each([{ stateMachine }, { function: "meadow-train" }])(
    "fails at its deadline as %o, and is left to run: it is not Driftwheel's",
    (by) => {
      under({ with: by, deadline: "1 hour" })
        .given(...started, later(3_600_001))
        .when(swept)
        .then([
          ["retraining-failed", { reason: "it had not ended by its deadline, 2026-07-06T10:00:00.000Z" }],
        ]);
    },
  );

  it("ends as a function when a version is registered", () => {
    under({ with: { function: "meadow-train" } })
      .given(...started)
      .when(registered(2))
      .then([
        "candidate-registered",
        ["retraining-succeeded", { execution: "run-1" }, `${name} has registered version 2.`],
        "candidate-accepted",
        "approval-requested",
      ])
      .leaves({ retraining: null, unregistered: null });
  });
});
