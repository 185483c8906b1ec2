import { describe, expect, it } from "vitest";
import type { PipelineExecutionChanged } from "../../vocabulary/signal.ts";
import { initialState } from "../../vocabulary/state.ts";
import { driftConfirmed } from "../testing/drift-steps.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  again,
  confirmed,
  endpointTold,
  executionIs,
  executionTold,
  later,
  refused,
  swept,
  told,
} from "../testing/steps.ts";
import { evolveRetraining } from "./evolve.ts";

const asked = driftConfirmed;
const started = [...driftConfirmed, confirmed];

describe("the pipeline execution of a retraining", () => {
  it("that succeeded ends it", () => {
    given(...started, executionIs("Succeeded"), later(90_000))
      .when(executionTold())
      .then([
        [
          "retraining-succeeded",
          { execution: "run-1" },
          "The pipeline execution succeeded after 90 seconds.",
        ],
      ])
      .leaves({ retraining: null, drift: { remedyUnderWay: true } })
      .after(["pipelineExecution"]);
  });

  it.each([
    ["Failed", "disk full", "The pipeline execution failed after 1 second: disk full", "disk full"],
    [
      "Failed",
      null,
      "The pipeline execution failed after 1 second: the pipeline gives no reason",
      "the pipeline gives no reason",
    ],
    ["Stopped", "by ada", "The pipeline execution was stopped after 1 second: by ada", "by ada"],
    ["Stopped", null, "The pipeline execution was stopped after 1 second: it was stopped", "it was stopped"],
  ] as const)("that %s because of %s fails it", (status, given_, because, reason) => {
    given(...started, executionIs(status, given_))
      .when(executionTold())
      .then([["retraining-failed", { execution: "run-1", reason }, because]])
      .leaves({ retraining: null, drift: { remedyUnderWay: false } });
  });

  it.each(["Executing", "Stopping", "Unknown"] as const)("that is %s is only observed", (status) => {
    given(...started, executionIs(status))
      .when(executionTold())
      .then([
        [
          "signal-observed",
          { signal: "pipeline-execution-changed" },
          /^Execution run-1 of pipeline meadow-train is Executing\.$/,
        ],
      ])
      .leaves({ retraining: { execution: "run-1" } });
  });

  it("is asked what it is, whatever a late event says", () => {
    given(...started)
      .when(executionTold({ status: "Succeeded" }))
      .then(["signal-observed"]);
    given(...started, executionIs("Succeeded"))
      .when(executionTold({ status: "Failed" }))
      .then(["retraining-succeeded"]);
  });

  it("is known by its name before its start was confirmed, and by its ARN whatever its name", () => {
    given(...asked, executionIs("Succeeded"))
      .when(executionTold())
      .then([["retraining-succeeded", { execution: "run-1" }], "effect-dropped"]);
    given(...started, executionIs("Succeeded"))
      .when(executionTold({ displayName: null }))
      .then(["retraining-succeeded"]);
  });

  it("is told once", () => {
    given(...started, executionIs("Succeeded"), executionTold())
      .when(again)
      .then([]);
  });
});

describe("another execution of the pipeline", () => {
  const arn = "arn:aws:sagemaker:eu-west-3:444455556666:pipeline/meadow-train/execution/other";
  const other = told<PipelineExecutionChanged>({
    kind: "pipeline-execution-changed",
    pipeline: "meadow-train",
    execution: arn,
    displayName: null,
    status: "Succeeded",
  });
  const observed = [
    "signal-observed",
    { signal: "pipeline-execution-changed" },
    "Execution other of pipeline meadow-train is Succeeded; it is no retraining that Driftwheel waits for.",
  ] as const;

  it("is observed and not asked about, while a retraining runs and while none does", () => {
    given(...started)
      .when(other)
      .then([observed])
      .leaves({ retraining: { execution: "run-1" } })
      .after([]);
    given(endpointTold).when(other).then([observed]).after([]);
  });

  it("is one that has ended before", () => {
    given(...started, executionIs("Succeeded"), executionTold())
      .when(executionTold())
      .then([["signal-observed", {}, "no retraining that Driftwheel waits for"]])
      .after([]);
  });
});

describe("the start of a pipeline", () => {
  it("that is done gives the retraining its execution", () => {
    const { state } = given(...asked).when((model) => {
      model.confirm();
      return [];
    });
    expect(state.retraining).toMatchObject({ execution: "run-1", displayName: "driftwheel-meadow-5" });
  });

  it("that is confirmed after its end changes nothing", () => {
    given(...asked, executionIs("Succeeded"), executionTold(), confirmed)
      .when(swept)
      .then([])
      .leaves({ retraining: null });
  });

  it("that is refused fails the retraining with the reason", () => {
    given(...asked)
      .when(refused("start-pipeline", "no such pipeline"))
      .then([
        ["effect-failed", { effect: "start-pipeline", error: "no such pipeline" }],
        [
          "retraining-failed",
          { execution: null, reason: "no such pipeline" },
          "The pipeline could not be started: no such pipeline",
        ],
      ])
      .leaves({ retraining: null });
  });
});

describe("the deadline of a retraining", () => {
  const day = 86_400_000;
  const fails = [
    "retraining-failed",
    { execution: "run-1", reason: "it had not ended by its deadline, 2026-07-07T12:00:00.000Z" },
    "The retraining counts as failed: it had not ended by its deadline",
  ] as const;

  it("is not over at its very moment, and is one millisecond later", () => {
    given(...started, later(day))
      .when(swept)
      .then([])
      .leaves({ retraining: { execution: "run-1" } });
    given(...started, later(day + 1))
      .when(swept)
      .then([fails])
      .leaves({ retraining: null });
  });

  it("passes too when nobody knows of an execution", () => {
    given(...asked, later(day + 1))
      .when(swept)
      .then([["retraining-failed", { execution: null }], "effect-dropped"])
      .after(["endpoint", "packages"]);
  });

  it("does not matter to an execution that has ended, whose end the sweep finds", () => {
    given(...started, later(day + 1), executionIs("Succeeded"))
      .when(swept)
      .then([["retraining-succeeded", { execution: "run-1" }]])
      .after(["endpoint", "packages", "pipelineExecution"]);
    given(...started, executionIs("Failed", "disk full"))
      .when(swept)
      .then([["retraining-failed", { reason: "disk full" }]]);
  });

  it("is the policy's", () => {
    const { state } = underPolicy({ retrain: { pipeline: "meadow-train", deadline: "90 minutes" } })
      .given()
      .when((model) => model.newData("rows"));
    expect(state.retraining?.deadline).toBe("2026-07-06T10:30:00.000Z");
  });
});

it("keeps the five hundred latest retrainings for cooldown and budget", () => {
  let state = initialState("meadow");
  for (let minutes = 0; minutes < 501; minutes++) {
    state = evolveRetraining(state, {
      model: "meadow",
      sequence: minutes + 1,
      kind: "retraining-requested",
      at: new Date(minutes * 60_000).toISOString(),
      because: "new data",
      causedBy: "test",
      data: { pipeline: "meadow-train", parameters: {}, displayName: "one", cost: null, deadline: "" },
    });
  }
  expect(state.retrainings).toHaveLength(500);
  expect(state.retrainings[0]?.at).toBe("1970-01-01T00:01:00.000Z");
  expect(state.retrainings.at(-1)?.at).toBe("1970-01-01T08:20:00.000Z");
});
