import { describe, it } from "vitest";
import { given } from "./testing/specification.ts";
import {
  again,
  answered,
  commanded,
  driftConfirmed,
  looked,
  onTrial,
  refused,
  registered,
  told,
} from "./testing/steps.ts";

const approved = [registered(2), commanded({ name: "approve", version: 2 })];
const better = looked({ challenger: { successes: 390 } });

describe("an effect that was done", () => {
  it("is written down with what was answered, and is open no more", () => {
    given(...approved)
      .when(answered("start-rollout", { ok: true, answer: { execution: "run-7", region: "west" } }))
      .then([
        [
          "effect-done",
          { effect: "start-rollout", answer: { execution: "run-7", region: "west" } },
          /^start-rollout is done: execution run-7, region west\.$/,
        ],
      ]);
    given(...approved)
      .when(answered("set-approval", { ok: true, answer: {} }))
      .then([["effect-done", { effect: "set-approval", answer: {} }, /^set-approval is done\.$/]]);
  });

  it("and is answered again, or was never asked for, writes nothing", () => {
    given(...approved, answered("start-rollout", { ok: true, answer: {} }))
      .when(again)
      .then([]);
    given(...approved)
      .when(
        told({
          kind: "effect-answered",
          model: "meadow",
          sequence: 1,
          effect: "start-rollout",
          token: "nobody's",
          outcome: { ok: true, answer: {} },
        }),
      )
      .then([]);
  });
});

describe("the retraining's pipeline", () => {
  it("that was started names its execution", () => {
    given(...driftConfirmed)
      .when(answered("start-pipeline", { ok: true, answer: { execution: "run-1" } }))
      .then(["effect-done", ["retraining-started", { execution: "run-1" }]])
      .leaves({ retraining: { execution: "run-1" } });
  });

  it("that was started without a word on its execution is only done", () => {
    given(...driftConfirmed)
      .when(answered("start-pipeline", { ok: true, answer: {} }))
      .then(["effect-done"])
      .leaves({ retraining: { execution: null } });
  });

  it("is not started by another effect's answer", () => {
    given(...driftConfirmed)
      .when(answered("publish-entry", { ok: true, answer: { execution: "run-1" } }))
      .then(["effect-done"])
      .leaves({ retraining: { execution: null } });
  });

  it("that was refused ends the retraining", () => {
    given(...driftConfirmed)
      .when(refused("start-pipeline", "no such pipeline"))
      .then([
        ["effect-failed", { effect: "start-pipeline", error: "no such pipeline" }],
        [
          "retraining-failed",
          { execution: null, reason: "no such pipeline" },
          "could not be started: no such pipeline",
        ],
      ])
      .leaves({ retraining: null });
  });

  it("goes on when only its announcement was refused", () => {
    given(...driftConfirmed)
      .when(refused("publish-entry"))
      .then([["effect-failed", { effect: "publish-entry" }]])
      .leaves({ retraining: { execution: null } });
  });
});

describe("a refusal during a trial", () => {
  it("of its deployment ends it, with the endpoint as it was", () => {
    given(...approved)
      .when(refused("deploy-trial", "no capacity"))
      .then(
        [
          "effect-failed",
          [
            "rollout-rolled-back",
            { reason: "no capacity", config: "meadow-1", challenger: { version: 2 } },
            "which was not changed: no capacity",
          ],
        ],
        ["mark-package"],
      )
      .leaves({ rollout: null });
  });

  it.each([
    ["start-rollout", "the workflow", approved],
    ["deploy-winner", "the winner's deployment", [...onTrial, commanded({ name: "promote" })]],
    ["restore-config", "the old config", [...onTrial, commanded({ name: "roll-back" })]],
    ["shift-weights", "the next weights", [...onTrial, better]],
  ] as const)("(%s) of %s holds it", (effect, _, before) => {
    given(...before)
      .when(refused(effect, "not today"))
      .then([
        ["effect-failed", { effect }],
        ["rollout-held", { reason: `${effect} was refused: not today` }],
      ])
      .leaves({ rollout: { phase: "held" } });
  });

  it("of the weights on the way back holds nothing: the old config follows all the same", () => {
    given(...onTrial, commanded({ name: "roll-back" }))
      .when(refused("shift-weights"))
      .then(["effect-failed"])
      .leaves({ rollout: { phase: "rolling-back" } });
  });

  it("of what does not concern the endpoint leaves it alone", () => {
    given(...approved)
      .when(refused("set-approval"))
      .then(["effect-failed"])
      .leaves({ rollout: { phase: "deploying" } });
    given(...onTrial, better)
      .when(refused("publish-entry"))
      .then(["effect-failed"])
      .leaves({ rollout: { phase: "shifting" } });
  });
});
