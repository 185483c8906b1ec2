import { describe, expect, it } from "vitest";
import type { EffectAnswered } from "../../vocabulary/signal.ts";
import { minute } from "../testing/model.ts";
import { given } from "../testing/specification.ts";
import {
  again,
  answered,
  commanded,
  endpointTold,
  executionIs,
  executionTold,
  later,
  looked,
  newData,
  onTrial,
  refused,
  registered,
  told,
} from "../testing/steps.ts";

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

  it("is not waited for once its retraining has ended", () => {
    const outcome = given(...asked, executionIs("Succeeded"))
      .when(executionTold())
      .then(["retraining-succeeded", ["effect-dropped", { of: 2, effect: "start-pipeline" }]])
      .leaves({ retraining: null });
    expect(outcome.state.outbox.map(({ effect }) => effect.kind)).not.toContain("start-pipeline");
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
  });
});

describe("of a trial, a refused", () => {
  const held = (effect: string) =>
    ["effect-failed", ["rollout-held", {}, `${effect} was refused: ValidationException: no`]] as const;
  /** What else waited to be done for the trial is dropped with it. */
  const dropped = (effect: string) => ["effect-dropped", { effect }] as const;

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
          dropped("set-approval"),
          dropped("start-rollout"),
        ],
        ["mark-package", "set-approval"],
      )
      .leaves({ rollout: null });
    expect(entries[1]?.causedBy).toBe(entries[0]?.sequence);
  });

  it("deployment that is not awaited any more is nothing: it was dropped", () => {
    given(registered(2), approve)
      .when(rollBack)
      .then(
        ["command-accepted", "weights-shifted", dropped("deploy-trial")],
        ["shift-weights", "restore-config"],
      );
  });

  it("start of its execution holds it", () => {
    const { entries } = given(registered(2), approve)
      .when(refused("start-rollout"))
      .then([...held("start-rollout"), dropped("deploy-trial")])
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
      .then([...held("restore-config"), dropped("shift-weights")]);
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
});

describe("a refusal that may pass", () => {
  const lag = { ok: false, error: "Could not find model", tryFor: 5 * minute } as const;
  const limit = { ok: false, error: "ResourceLimitExceeded", tryFor: 60 * minute } as const;
  const postponed = (until: string) => ["effect-postponed", { effect: "deploy-trial", until }] as const;

  it("is told once, and ends the trial when its time is over", () => {
    const first = [registered(2), approve, answered("deploy-trial", lag)] as const;
    given(...first, later(5 * minute))
      .when(answered("deploy-trial", lag))
      .then([]);
    given(...first, later(5 * minute + 1))
      .when(answered("deploy-trial", lag))
      .then(
        ["effect-failed", "rollout-rolled-back", "effect-dropped", "effect-dropped"],
        ["mark-package", "set-approval"],
      );
  });

  it("is tried for as long as the longest of its kinds may take, counted from the first", () => {
    const first = [registered(2), approve, answered("deploy-trial", lag)] as const;
    given(...first, later(2 * minute))
      .when(answered("deploy-trial", limit))
      .then([postponed("2026-07-06T10:00:00.000Z")]);
    const both = [...first, later(2 * minute), answered("deploy-trial", limit)] as const;
    given(...both, later(30 * minute))
      .when(answered("deploy-trial", lag))
      .then([]);
    given(...both, later(58 * minute))
      .when(answered("deploy-trial", limit))
      .then([]);
    given(...both, later(58 * minute + 1))
      .when(answered("deploy-trial", limit))
      .then(
        ["effect-failed", "rollout-rolled-back", "effect-dropped", "effect-dropped"],
        ["mark-package", "set-approval"],
      );
  });
});
