import { describe, expect, it } from "vitest";
import type { StateMachineExecutionChanged } from "../../vocabulary/signal.ts";
import { name, started, under } from "../testing/jobs.ts";
import { endpointTold, jobIs, later, leftFleet, newData, registered, swept, told } from "../testing/steps.ts";

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

  it.each([{ stateMachine }, { function: "meadow-train" }])(
    "runs on as %o when its model leaves the fleet",
    (by) => {
      under({ with: by })
        .given(...started)
        .when(leftFleet)
        .then([]);
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
