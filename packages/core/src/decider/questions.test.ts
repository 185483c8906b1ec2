import { describe, expect, it } from "vitest";
import type { Question } from "../vocabulary/fact.ts";
import type {
  EndpointDeploymentChanged,
  MonitorRunFinished,
  NewDataArrived,
  PipelineExecutionChanged,
  ViolationsFileCreated,
} from "../vocabulary/signal.ts";
import { initialState } from "../vocabulary/state.ts";
import { questions } from "./questions.ts";
import { alarmed, driftConfirmed, drifted } from "./testing/drift-steps.ts";
import { arn, minute, model } from "./testing/model.ts";
import {
  candidate,
  cases,
  championData,
  endpoint,
  history,
  packages,
  scalingOf,
} from "./testing/questions.ts";
import { given, underPolicy } from "./testing/specification.ts";
import {
  answered,
  commanded,
  endpointIs,
  endpointTold,
  found,
  inRegistry,
  later,
  onTrial,
  packageChanged,
  polled,
  registered,
  settled,
  swept,
  told,
} from "./testing/steps.ts";

const violations: Question = {
  ask: "violations",
  bucket: "meadow",
  key: "reports/constraint_violations.json",
};
const monitorRun: Question = { ask: "monitorRun", job: "meadow-hourly-7" };

const violationsFile = (schedule: string) =>
  told<ViolationsFileCreated>({
    kind: "violations-file-created",
    bucket: "meadow",
    key: "reports/constraint_violations.json",
    bytes: 900,
    endpoint: "meadow-prod",
    schedule,
    windowEnd: "2026-07-06T09:00:00.000Z",
  });
const runEnded = (status: MonitorRunFinished["status"]) =>
  told<MonitorRunFinished>({
    kind: "monitor-run-finished",
    job: "meadow-hourly-7",
    arn: "arn:aws:sagemaker:eu-west-3:444455556666:processing-job/meadow-hourly-7",
    monitor: "data-quality",
    status,
    failureReason: null,
    endpoint: "meadow-prod",
    schedule: "meadow-hourly",
  });
const runIsClean = found({
  monitorRun: {
    monitor: "data-quality",
    status: "Completed",
    exitMessage: null,
    endpoint: "meadow-prod",
    schedule: "meadow-hourly",
    windowStart: null,
    windowEnd: null,
    output: null,
    violations: [],
    ran: { used: [], joined: false },
  },
});
const newData = told<NewDataArrived>({
  kind: "new-data-arrived",
  model: "meadow",
  source: "labels",
  description: "of July",
});
const noPackage = endpointIs({ variants: [{ name: "main", weight: 1, model: "meadow-1", package: null }] });
const notServing = endpointIs({ status: "Creating" });
const approve = commanded({ name: "approve", version: 2 });
const running = [...driftConfirmed, answered("start-pipeline", { ok: true, answer: { execution: "run-1" } })];

describe("what is found out for evidence of drift", () => {
  cases([
    ["a file of violations", [swept], violationsFile("meadow-hourly"), [violations, championData]],
    ["a file of Driftwheel's own monitor", [swept], violationsFile("driftwheel"), [championData]],
    ["a run that is completed", [swept, runIsClean], runEnded("Completed"), [monitorRun, championData]],
    // What it ran on is paid for, and the model has a budget.
    ["a run that failed", [swept, runIsClean], runEnded("Failed"), [monitorRun, championData]],
    ["a report", [swept], drifted, [championData]],
    ["an alarm", [swept], alarmed("meadow-queue"), [championData]],
    ["new data", [swept], newData, [championData]],
    [
      "a file before the endpoint was seen",
      [],
      violationsFile("meadow-hourly"),
      [endpoint, violations, championData],
    ],
    [
      "a run before the endpoint was seen",
      [runIsClean],
      runEnded("Completed"),
      [endpoint, monitorRun, championData],
    ],
    ["a report before the endpoint was seen", [], drifted, [endpoint, championData]],
    ["new data before the endpoint was seen", [], newData, [endpoint, championData]],
    ["a report while the endpoint is made", [notServing], drifted, [endpoint, championData]],
    ["a report of a champion that is no package", [noPackage], drifted, [endpoint]],
  ]);

  it.each([
    ["is fixed", { Champion: "s3://fixed" }, []],
    ["is from elsewhere", { Since: { from: "window start" }, Champion: "champion model data" }, []],
    [
      "is the champion's data, beside others",
      { Champion: { from: "champion model data" }, Since: "monday" },
      [championData],
    ],
  ] as const)("asks for the champion's data only where a parameter %s", (_, parameters, asked) => {
    underPolicy({ retrain: { pipeline: "meadow-train", parameters } })
      .given(swept)
      .when(drifted)
      .after(asked);
  });
});

describe("what is found out for a pipeline execution", () => {
  const execution = (name: string, displayName: string | null) =>
    told<PipelineExecutionChanged>({
      kind: "pipeline-execution-changed",
      pipeline: "meadow-train",
      execution: name,
      displayName,
      status: "Failed",
    });
  const asked = (name: string): Question => ({ ask: "pipelineExecution", execution: name });

  cases([
    ["that is the retraining's", running, execution("run-1", null), [asked("run-1")]],
    [
      "that bears the retraining's name",
      driftConfirmed,
      execution("run-7", "driftwheel-meadow-5"),
      [asked("run-7")],
    ],
    ["that is another", running, execution("run-7", "by hand"), []],
    ["while none is waited for", [swept], execution("run-7", null), []],
  ]);
});

describe("what is found out for a version", () => {
  cases([
    // What the endpoint is decides whether it can be tried at all.
    ["that is new", [swept], packageChanged(2, {}), [candidate(2), endpoint]],
    ["that is new, before the endpoint was seen", [], packageChanged(2, {}), [endpoint, candidate(2)]],
    [
      "that is new, of a champion that is no package",
      [noPackage],
      packageChanged(1, {}),
      [endpoint, candidate(1, null)],
    ],
    ["that is not ready", [swept], packageChanged(2, { status: "InProgress" }), []],
    [
      "that is not ready, before the endpoint was seen",
      [],
      packageChanged(2, { status: "Failed" }),
      [endpoint],
    ],
    ["that is the champion", [swept], packageChanged(1, {}), []],
    [
      "that the champion followed, and that is known",
      [...onTrial, commanded({ name: "promote" }), settled],
      packageChanged(2, {}),
      [candidate(2, 2), endpoint, { ...history, variant: "version-2" }, scalingOf("version-2")],
    ],
    [
      "that is approved",
      [swept, inRegistry(2, "Approved")],
      packageChanged(2, { approval: "Approved" }),
      [candidate(2), endpoint, history, scalingOf("main")],
    ],
    [
      "that was approved by now",
      [swept, inRegistry(2, "Approved")],
      packageChanged(2, {}),
      [candidate(2), endpoint, history, scalingOf("main")],
    ],
    [
      "that was approved, and is rejected by now",
      [swept, inRegistry(2, "Rejected")],
      packageChanged(2, { approval: "Approved" }),
      [candidate(2), endpoint, history, scalingOf("main")],
    ],
    [
      "that is approved, of an endpoint without variants",
      [endpointIs({ variants: [] })],
      packageChanged(2, { approval: "Approved" }),
      [endpoint, candidate(2, null)],
    ],
  ]);
});

describe("the champion's history", () => {
  it("is asked for with its values where the policy judges values", () => {
    const value = { better: "lower" as const, bounds: [0, 50] satisfies [number, number] };
    underPolicy({ rollout: { ramp: [10], outcomes: { value } } })
      .given(swept, inRegistry(2, "Approved"))
      .when(packageChanged(2, { approval: "Approved" }))
      .after([candidate(2), endpoint, { ...history, bounds: { low: 0, high: 50 } }, scalingOf("main")]);
  });
});

describe("what is found out for the endpoint and its rollout", () => {
  const deploymentTold = told<EndpointDeploymentChanged>({
    kind: "endpoint-deployment-changed",
    endpoint: "meadow-prod",
    arn: "arn:aws:sagemaker:eu-west-3:444455556666:endpoint/meadow-prod",
    status: "InService",
    config: "meadow-1",
    pendingConfig: null,
  });

  cases([
    ["an event of it", [swept], endpointTold, [endpoint]],
    ["an event of its deployment", [swept], deploymentTold, [endpoint]],
    ["a poll of a rollout", onTrial, polled, [endpoint]],
    [
      "a poll of a rollout that another trial waits for",
      [...onTrial, registered(3), commanded({ name: "approve", version: 3 })],
      polled,
      [endpoint, history, scalingOf("main", "version-2")],
    ],
    ["a poll of a rollout that is over", [swept], polled, []],
  ]);
});

describe("what is found out for a sweep", () => {
  const expired = later(2 * 1_440 * minute + 1);
  const waiting = [registered(2), endpointIs({ status: "Updating" }), approve];

  cases([
    ["of a model that is well", [swept], swept, [endpoint, packages]],
    [
      "of an execution that runs",
      running,
      swept,
      [endpoint, packages, { ask: "pipelineExecution", execution: "run-1" }],
    ],
    ["of a version that no event told of", [swept, inRegistry(2)], swept, [endpoint, packages, candidate(2)]],
    [
      "of the first version, before the endpoint was seen",
      [inRegistry(2)],
      swept,
      [endpoint, packages, candidate(2)],
    ],
    [
      "of an approval that no event told of",
      [registered(2), inRegistry(2, "Approved")],
      swept,
      [endpoint, packages, candidate(2), history, scalingOf("main")],
    ],
    [
      "of a rejection that no event told of",
      [registered(2), inRegistry(2, "Rejected")],
      swept,
      [endpoint, packages, candidate(2)],
    ],
    ["of a trial that waits", waiting, swept, [endpoint, packages, history, scalingOf("main")]],
    [
      "of a trial that waits for another",
      [...onTrial, registered(3), commanded({ name: "approve", version: 3 })],
      swept,
      [endpoint, packages],
    ],
    [
      "of an approval whose time is over, where the policy rejects",
      [registered(2), expired],
      swept,
      [endpoint, packages],
    ],
  ]);

  it("is the champion's past where the policy approves what nobody decided on in time", () => {
    const approving = underPolicy({ approve: { by: "person", within: "2 days", atDeadline: "approve" } });
    approving
      .given(registered(2), expired)
      .when(swept)
      .after([endpoint, packages, history, scalingOf("main")]);
    approving
      .given(registered(2), later(1_440 * minute), registered(3), later(1_440 * minute + 1))
      .when(swept)
      .after([endpoint, packages, history, scalingOf("main")]);
    approving.given(registered(2)).when(swept).after([endpoint, packages]);
    underPolicy({ approve: "automatically" })
      .given(registered(2), expired)
      .when(swept)
      .after([endpoint, packages]);
  });

  it("is nothing of a version before it is known what serves", () => {
    const versions = [{ arn: arn(2), version: 2, status: "Completed", approval: null }] as const;
    const sweep = { kind: "swept", identity: "1", at: "2026-07-06T09:00:00.000Z", model: "meadow" } as const;
    const { policy } = model();
    if (!policy) throw new Error("The fleet has one model.");
    expect(questions(initialState("meadow"), sweep, { packages: { versions } }, policy)).toEqual([endpoint]);
  });
});

describe("the champion's past", () => {
  it("is of the variant with most of the traffic, in the policy's periods", () => {
    const variants = [
      { name: "shadow", weight: 1, model: "meadow-0", package: null },
      { name: "main", weight: 9, model: "meadow-1", package: arn(1) },
    ];
    underPolicy({ rollout: { ramp: [20], period: "30 seconds" } })
      .given(registered(2), endpointIs({ variants }))
      .when(approve)
      .after([endpoint, { ...history, periodSeconds: 30 }, scalingOf("shadow", "main")]);
  });

  it("is not asked for where nothing serves", () => {
    given(
      registered(2),
      found({
        endpoint: {
          exists: false,
          status: "Unknown",
          config: null,
          pendingConfig: null,
          variants: [],
          failureReason: null,
        },
      }),
    )
      .when(approve)
      .after([endpoint]);
  });
});
