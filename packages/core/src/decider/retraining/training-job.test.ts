import { describe, expect, it } from "vitest";
import { jobTold, made, name, type Retrain, started, succeeded, training, under } from "../testing/jobs.ts";
import {
  confirmed,
  endpointTold,
  inRegistry,
  jobIs,
  later,
  leftFleet,
  newData,
  refused,
  registered,
  swept,
} from "../testing/steps.ts";

const parameters = { rows: { from: "labelled data" }, kind: "all" } as const;
type RegisteredBaseline = NonNullable<NonNullable<Retrain["with"]>["register"]>["baseline"];
const withTraining: Retrain = {
  with: { trainingJob: training },
  labelledData: "s3://meadow/labelled/",
  parameters,
};

describe("a training job that retrains", () => {
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

  it("is followed by no other while what it trained is not registered", () => {
    under({ ...withTraining, cooldown: "1 minute" })
      .given(...started, succeeded, jobTold(), later(2 * 60_000))
      .when(newData)
      .then([["retraining-skipped", { reason: "one-already-running" }]], []);
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

  it.each<[what: string, baseline: RegisteredBaseline, planned: unknown]>([
    [
      "the policy names",
      { statistics: "s3://meadow/own/statistics.json" },
      { statistics: "s3://meadow/own/statistics.json", constraints: null, from: null },
    ],
    [
      "is made of what it was really trained on",
      { without: ["hay"] },
      {
        statistics: `s3://meadow/models/${name}/driftwheel/statistics.json`,
        constraints: `s3://meadow/models/${name}/driftwheel/constraints.json`,
        from: { uri: "s3://meadow/rows/", contentType: "text/csv", without: ["hay", "yield"] },
      },
    ],
    ["policies do not ask for", undefined, undefined],
  ])("is registered with the baseline that %s", (_, baseline, planned) => {
    const rows = { uri: "s3://meadow/rows/", contentType: "text/csv", target: "yield" };
    const channel = {
      ChannelName: "train",
      DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://meadow/all/" } },
    };
    const { entries } = under({
      with: { trainingJob: { ...training, InputDataConfig: [channel] }, register: { baseline } },
    })
      .given(...started, jobIs({ status: "Succeeded", model: { ...made, rows } }))
      .when(jobTold());
    const [ended] = entries;
    if (ended?.kind !== "retraining-succeeded") throw new Error("It has not succeeded.");
    expect(ended.data.register?.baseline).toEqual(planned);
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

  it("is stopped when its model leaves the fleet, and nobody waits for it any more", () => {
    const job = { kind: "training-job", name } as const;
    under(withTraining)
      .given(...started)
      .when(leftFleet)
      .then(
        [
          [
            "retraining-failed",
            { execution: "run-1", stop: job },
            `The retraining ends: its model left the fleet; ${name} is stopped.`,
          ],
        ],
        [["stop-training", { job }]],
      )
      .leaves({ retraining: null });
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
