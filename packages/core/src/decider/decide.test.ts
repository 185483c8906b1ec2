import { describe, expect, it } from "vitest";
import type { Entry } from "../vocabulary/entry.ts";
import { initialState } from "../vocabulary/state.ts";
import { evolve, replay } from "./evolve.ts";
import { driftConfirmed } from "./testing/drift-steps.ts";
import { given } from "./testing/specification.ts";
import {
  again,
  endpointTold,
  executionIs,
  executionTold,
  onTrial,
  polled,
  swept,
  told,
} from "./testing/steps.ts";

const job = { taggedModel: "meadow", pipelineExecution: null, arn: "arn:aws:sagemaker:job/seeds" };

describe("a signal that nothing follows from is only observed:", () => {
  it.each([
    ["training-job-changed", "Training job seeds is "],
    ["processing-job-changed", "Processing job seeds is "],
  ] as const)("%s, with its status and the reason of a failure", (kind, words) => {
    given()
      .when(told({ kind, ...job, job: "seeds", status: "Completed", failureReason: null }))
      .then([["signal-observed", { signal: kind }, `${words}Completed.`]])
      .after([]);
    given()
      .when(told({ kind, ...job, job: "seeds", status: "Failed", failureReason: "no rows" }))
      .then([["signal-observed", { signal: kind }, `${words}Failed: no rows`]]);
  });

  it.each([
    ["Succeeded", null, "Step Train of pipeline meadow-train is Succeeded."],
    ["Failed", "no rows", "Step Train of pipeline meadow-train is Failed: no rows"],
  ])("pipeline-step-changed (%s)", (status, failureReason, words) => {
    const step = { pipeline: "meadow-train", execution: "run-1", step: "Train", stepType: "Training" };
    given()
      .when(told({ kind: "pipeline-step-changed", ...step, status, failureReason }))
      .then([["signal-observed", { signal: "pipeline-step-changed" }, words]])
      .after([]);
  });
});

describe("a signal is handed to its subject:", () => {
  it("an execution to the retraining", () => {
    given(...driftConfirmed, executionIs("Succeeded"))
      .when(executionTold())
      .then(["retraining-succeeded", "effect-dropped"]);
  });

  it.each(["endpoint-changed", "endpoint-deployment-changed"] as const)("%s to the rollout", (kind) => {
    given(...onTrial)
      .when(
        told({
          kind,
          endpoint: "meadow-prod",
          arn: "arn:aws:sagemaker:endpoint/meadow-prod",
          status: "InService",
          config: "meadow-1",
          pendingConfig: null,
        }),
      )
      .then([["signal-observed", { signal: kind }, "as expected"]])
      .after(["endpoint"]);
  });

  it("a poll, and a sweep, when there is nothing new, to nobody", () => {
    given(...onTrial)
      .when(polled)
      .then([]);
    given(...onTrial)
      .when(swept)
      .then([]);
  });
});

it("a signal that was decided on before writes nothing and asks nothing", () => {
  given(endpointTold).when(again).then([]).after([]);
});

describe("the ledger's fold", () => {
  const entry = (sequence: number, changes: Partial<Entry> = {}) =>
    ({
      model: "meadow",
      sequence,
      kind: "candidate-rejected",
      at: "2026-07-06T09:00:00.000Z",
      because: "The gate is not passed.",
      causedBy: `signal ${sequence}`,
      data: { package: "arn:meadow/2", version: 2, checks: [] },
      ...changes,
      // One kind with one form of data stands for all here.
    }) as Entry;

  it.each([1, 3])("refuses an entry that does not follow the last one (%i after 1)", (sequence) => {
    const state = evolve(initialState("meadow"), entry(1));
    expect(() => evolve(state, entry(sequence))).toThrow(
      `The ledger of meadow has entry ${sequence} where 2 should be; was an item deleted?`,
    );
    expect(() => evolve(state, entry(sequence))).toThrow(RangeError);
  });

  it("remembers signals, and not entries that entries caused", () => {
    const first = evolve(initialState("meadow"), entry(1));
    const second = evolve(first, entry(2, { causedBy: 1 }));
    expect(first.seen).not.toEqual([]);
    expect(second.seen).toBe(first.seen);
  });

  it("keeps an effect open, with the time of its entry, until that effect is confirmed or refused", () => {
    const open = replay("meadow", [entry(1), entry(2)]);
    expect(open.outbox.map(({ effect, since }) => [effect.kind, effect.sequence, since])).toEqual(
      [1, 2].flatMap((sequence) =>
        ["set-approval", "publish-entry"].map((kind) => [kind, sequence, "2026-07-06T09:00:00.000Z"]),
      ),
    );
    const first = open.outbox[0]?.effect;
    if (!first) throw new Error("The first effect is open.");
    const answer = { of: 1, effect: first.kind, token: first.token };
    const confirmed = entry(3, {
      kind: "effect-done",
      causedBy: 1,
      data: { ...answer, answer: {} },
    } as Partial<Entry>);
    const failed = entry(3, {
      kind: "effect-failed",
      causedBy: 1,
      data: { ...answer, error: "no" },
    } as Partial<Entry>);
    const left = (state: typeof open) =>
      state.outbox.map(({ effect }) => `${effect.kind} ${effect.sequence}`);
    expect(left(evolve(open, confirmed))).toEqual(["publish-entry 1", "set-approval 2", "publish-entry 2"]);
    // That it was refused is announced in turn.
    expect(left(evolve(open, failed))).toEqual([
      "publish-entry 1",
      "set-approval 2",
      "publish-entry 2",
      "publish-entry 3",
    ]);
  });

  it("leaves a state's outbox as it is for an entry that asks for nothing and confirms nothing", () => {
    const before = replay("meadow", [entry(1)]);
    const observed = entry(2, { kind: "signal-observed", data: { signal: "swept" } } as Partial<Entry>);
    expect(evolve(before, observed).outbox).toBe(before.outbox);
  });
});
