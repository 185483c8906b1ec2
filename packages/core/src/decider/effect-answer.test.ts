import { describe, expect, it } from "vitest";
import type { EffectAnswered } from "../vocabulary/signal.ts";
import { given } from "./testing/specification.ts";
import {
  again,
  answered,
  commanded,
  endpointTold,
  executionIs,
  executionTold,
  looked,
  newData,
  onTrial,
  refused,
  registered,
  told,
} from "./testing/steps.ts";

const asked = [endpointTold, newData];
const done = (answer: Readonly<Record<string, string>>) => ({ ok: true, answer }) as const;
const approve = commanded({ name: "approve", version: 2 });
const rollBack = commanded({ name: "roll-back" });
const promote = commanded({ name: "promote" });

describe("an effect that is done", () => {
  it("is written down with its answer, and leaves the outbox", () => {
    const { entries, state } = given(...asked)
      .when(answered("start-pipeline", done({ execution: "run-1", region: "here" })))
      .then([
        [
          "effect-done",
          { of: 2, effect: "start-pipeline", answer: { execution: "run-1", region: "here" } },
          /^start-pipeline is done: execution run-1, region here\.$/,
        ],
        ["retraining-started", { execution: "run-1" }, "The pipeline execution is run-1."],
      ])
      .leaves({ retraining: { execution: "run-1" } });
    expect(entries.map(({ causedBy }) => causedBy)).toEqual([2, 2]);
    expect(state.outbox.map(({ effect }) => effect.kind)).toEqual(["publish-entry", "publish-entry"]);
  });

  it("without an answer is just done", () => {
    given(...asked)
      .when(answered("start-pipeline", done({})))
      .then([["effect-done", {}, /^start-pipeline is done\.$/]])
      .leaves({ retraining: { execution: null } });
  });

  it("starts no retraining when it started something else", () => {
    given(...asked)
      .when(answered("publish-entry", done({ execution: "other" })))
      .then(["effect-done"])
      .leaves({ retraining: { execution: null } });
  });

  it("starts no retraining that has ended, and not the next one", () => {
    const ended = [...asked, executionIs("Succeeded"), executionTold()];
    given(...ended)
      .when(answered("start-pipeline", done({ execution: "run-1" })))
      .then(["effect-done"])
      .leaves({ retraining: null });
    given(...ended, commanded({ name: "retrain" }))
      .when(answered("start-pipeline", done({ execution: "run-1" })))
      .then([["effect-done", { of: 2 }]])
      .leaves({ retraining: { execution: null } });
  });

  it("that nobody waits for, or was answered before, is nothing", () => {
    given(...asked)
      .when(
        told<EffectAnswered>({
          kind: "effect-answered",
          model: "meadow",
          sequence: 2,
          effect: "start-pipeline",
          token: "another",
          outcome: done({ execution: "run-9" }),
        }),
      )
      .then([]);
    given(...asked, answered("start-pipeline", done({})))
      .when(again)
      .then([]);
  });
});

describe("an effect that was refused", () => {
  it("is written down with the reason", () => {
    const { entries } = given(registered(2))
      .when(refused("publish-entry", "no such bus"))
      .then([
        [
          "effect-failed",
          { effect: "publish-entry", error: "no such bus" },
          "publish-entry was refused: no such bus",
        ],
      ]);
    expect(entries[0]?.data).toMatchObject({ of: entries[0]?.causedBy });
  });

  it("fails the retraining that it should have started, and no other", () => {
    const { entries } = given(...asked)
      .when(refused("start-pipeline"))
      .then([
        "effect-failed",
        [
          "retraining-failed",
          { execution: null, reason: "ValidationException: no" },
          "The pipeline could not be started: ValidationException: no",
        ],
      ]);
    expect(entries[1]?.causedBy).toBe(entries[0]?.sequence);
    given(...asked)
      .when(refused("publish-entry"))
      .then(["effect-failed"])
      .leaves({ retraining: {} });
    given(...asked, executionIs("Succeeded"), executionTold())
      .when(refused("start-pipeline"))
      .then(["effect-failed"]);
  });
});

describe("of a trial, a refused", () => {
  const held = (effect: string) =>
    ["effect-failed", ["rollout-held", {}, `${effect} was refused: ValidationException: no`]] as const;

  it("deployment ends it with the champion as it was", () => {
    const { entries } = given(registered(2), approve)
      .when(refused("deploy-trial"))
      .then(
        [
          "effect-failed",
          [
            "rollout-rolled-back",
            { config: "meadow-1", reason: "ValidationException: no" },
            "The challenger could not be put on the endpoint, which was not changed: ValidationException: no",
          ],
        ],
        ["mark-package"],
      )
      .leaves({ rollout: null });
    expect(entries[1]?.causedBy).toBe(entries[0]?.sequence);
  });

  it("deployment that is not awaited any more changes nothing", () => {
    given(registered(2), approve, rollBack)
      .when(refused("deploy-trial"))
      .then(["effect-failed"])
      .leaves({ rollout: { phase: "rolling-back" } });
  });

  it("start of its execution holds it", () => {
    const { entries } = given(registered(2), approve)
      .when(refused("start-rollout"))
      .then(held("start-rollout"))
      .leaves({ rollout: { phase: "held" } });
    expect(entries[1]?.causedBy).toBe(entries[0]?.sequence);
  });

  it("deployment of the winner holds it", () => {
    given(...onTrial, promote)
      .when(refused("deploy-winner"))
      .then(held("deploy-winner"));
  });

  it("return to the old config holds it", () => {
    given(...onTrial, rollBack)
      .when(refused("restore-config"))
      .then(held("restore-config"));
  });

  it("shift of weights holds it on the way up, and not on the way back", () => {
    const { entries } = given(...onTrial, looked({ challenger: { successes: 310 } }))
      .when(refused("shift-weights"))
      .then(held("shift-weights"));
    expect(entries[1]?.causedBy).toBe(entries[0]?.sequence);
    given(...onTrial, rollBack)
      .when(refused("shift-weights"))
      .then(["effect-failed"])
      .leaves({ rollout: { phase: "rolling-back" } });
  });

  it("other effect changes nothing of it", () => {
    given(registered(2), approve)
      .when(refused("set-approval"))
      .then(["effect-failed"])
      .leaves({
        rollout: { phase: "deploying" },
      });
    given(...onTrial, looked({ challenger: { successes: 310 } }))
      .when(refused("publish-entry"))
      .then(["effect-failed"])
      .leaves({ rollout: { phase: "shifting" } });
  });

  it("effect of a trial that is over changes nothing", () => {
    given(registered(2), approve, refused("deploy-trial"))
      .when(refused("start-rollout"))
      .then(["effect-failed"])
      .leaves({ rollout: null });
  });
});
