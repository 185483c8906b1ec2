import { describe, expect, it } from "vitest";
import { alarmed } from "../testing/drift-steps.ts";
import { arn, minute, refusal } from "../testing/model.ts";
import { underPolicy } from "../testing/specification.ts";
import {
  changedByHand,
  commanded,
  confirmed,
  endpointIs,
  later,
  looked,
  onTrial,
  polled,
  registered,
  type Step,
  settled,
  swept,
} from "../testing/steps.ts";

const guards = { errorRate: 0.02, alarms: ["meadow-5xx"] };
const usual = { ramp: [20, 60], lookEvery: "5 minutes", guards };
const bakes = underPolicy({ rollout: { ...usual, bake: { for: "1 hour" } } });
const bakesWarm = underPolicy({ rollout: { ...usual, bake: { for: "1 hour", keepWarm: true } } });

const looks: readonly Step[] = [looked(), settled, looked()];
/** Version 2 took the place of version 1, whose looks showed no error and three good outcomes of four, and bakes. */
const baking: readonly Step[] = [...onTrial, ...looks, commanded({ name: "promote" }), settled, confirmed];
const failing = looked({ challenger: { invocations: 400, errors: 60 } });
const wrong = looked({ challenger: { trials: 400, successes: 200 } });
const left: Step = (meadow) => meadow.tell({ kind: "model-left", ...meadow.next("left"), model: "meadow" });
const warmWeights = { main: 0, "version-2": 100 };

describe("a promotion with a bake", () => {
  it("is a promotion when the winner has all of the traffic: marks, champion and drift are right at once", () => {
    bakes
      .given(...onTrial, ...looks, commanded({ name: "promote" }))
      .when(settled)
      .then(
        [["rollout-promoted", { bake: { until: "2026-07-06T10:10:00.000Z", keepWarm: false } }]],
        ["mark-package", "mark-package"],
      )
      .leaves({
        endpoint: { config: "driftwheel-meadow-v2-1-sole", variants: [{ package: arn(2) }] },
        rollout: { phase: "baking", change: null, weight: 100 },
        candidates: { [arn(2)]: { stage: "promoted" } },
      });
  });

  it("keeps the old variant without traffic, if the policy says so", () => {
    bakesWarm
      .given(...onTrial, ...looks)
      .when(commanded({ name: "promote" }))
      .then(
        ["command-accepted", ["weights-shifted", { to: 100, next: { deploy: "warm" } }]],
        [["shift-weights", { weights: warmWeights }]],
      );
    bakesWarm
      .given(...onTrial, ...looks, commanded({ name: "promote" }))
      .when(settled)
      .then(["rollout-promoted"], ["mark-package", "mark-package"])
      .leaves({
        endpoint: { config: "driftwheel-meadow-v2-1-trial" },
        rollout: { phase: "baking", mayHave: { weights: [warmWeights] } },
      });
  });

  it("takes no trial of another version meanwhile, and says so", () => {
    const waiting = [registered(3), commanded({ name: "approve", version: 3 })];
    bakes
      .given(...baking, ...waiting)
      .when(swept)
      .then([]);
    const { entries } = bakes
      .given(...baking, ...waiting)
      .when(commanded({ name: "start-rollout", version: 3 }));
    expect(refusal(entries)).toBe(
      "version 2 was promoted and bakes until 2026-07-06T10:10:00.000Z; other versions wait for that.",
    );
  });

  it("is no bake for an undo, which somebody asked for", () => {
    const ended = commanded({ name: "promote" });
    const { entries } = bakesWarm
      .given(...baking, ended, settled, commanded({ name: "undo" }), settled)
      .when(settled)
      .then(["rollout-promoted"], ["mark-package", "mark-package", "set-approval"])
      .leaves({ rollout: null });
    expect(entries[0]?.data).not.toHaveProperty("bake");
  });
});

describe("a look at a bake", () => {
  it("goes on while no harm is shown", () => {
    bakes
      .given(...baking)
      .when(looked())
      .then([["rollout-watched", { look: 3, decision: "continue" }, "bakes until"]])
      .leaves({ rollout: { looks: 3, phase: "baking" } });
  });

  it.each([
    ["fails", failing, "fails more often than the champion before did"],
    ["is wrong", wrong, "is wrong more often than the champion before was"],
  ] as const)("goes back to the champion before when the winner %s more often", (_, harm, reason) => {
    bakes
      .given(...baking)
      .when(harm)
      .then(
        [
          ["rollout-watched", { decision: "roll-back" }, reason],
          ["weights-shifted", { to: 0, next: { deploy: "original", config: "meadow-1" } }],
        ],
        ["shift-weights", "restore-config"],
      );
  });

  it("goes back although the model is paused", () => {
    bakes
      .given(...baking, commanded({ name: "pause" }))
      .when(failing)
      .then(["rollout-watched", "weights-shifted"], ["shift-weights", "restore-config"]);
  });

  it("ends in the old champion, marked as serving, with fresh evidence of drift", () => {
    bakes
      .given(...baking, failing)
      .when(settled)
      .then(
        [["rollout-rolled-back", { config: "meadow-1" }, "fails more often"]],
        [
          ["mark-package", { package: arn(2), stage: "Archived", stageStatus: "RolledBack" }],
          ["set-approval", { package: arn(2), approval: "Rejected" }],
          ["mark-package", { package: arn(1), stage: "Production", stageStatus: "Serving" }],
        ],
      )
      .leaves({
        rollout: null,
        endpoint: { config: "meadow-1", variants: [{ name: "main", package: arn(1) }] },
        candidates: { [arn(2)]: { stage: "rolled-back" } },
        lastPromotion: { undone: { by: null } },
        drift: { windows: {} },
      });
  });

  it("is quick when the old variant is warm: its weight comes back first", () => {
    bakesWarm
      .given(...baking)
      .when(failing)
      .then(
        ["rollout-watched", "weights-shifted"],
        [
          ["shift-weights", { weights: { main: 100, "version-2": 0 } }],
          ["restore-config", { config: "meadow-1" }],
        ],
      );
  });

  it("ends the bake when its time is over", () => {
    bakes
      .given(...baking, later(60 * minute))
      .when(looked())
      .then([
        ["rollout-watched", { decision: "baked" }],
        ["rollout-baked", { challenger: { version: 2 } }],
      ])
      .leaves({ rollout: null, endpoint: { variants: [{ package: arn(2) }] } });
  });

  it("takes the warm variant away at the end, and then it is over", () => {
    bakesWarm
      .given(...baking, later(60 * minute))
      .when(looked())
      .then(
        ["rollout-watched", ["weights-shifted", { next: { deploy: "winner" } }]],
        [["deploy-winner", { variant: "version-2" }]],
      );
    bakesWarm
      .given(...baking, later(60 * minute), looked())
      .when(settled)
      .then([["rollout-baked", { config: "driftwheel-meadow-v2-1-sole" }]])
      .leaves({
        rollout: null,
        endpoint: { config: "driftwheel-meadow-v2-1-sole", variants: [{ name: "version-2" }] },
      });
  });

  it.each([
    ["the model is paused", commanded({ name: "pause" })],
    ["the endpoint is busy", endpointIs({ status: "Updating" })],
  ] as const)("does not end the bake while %s", (_, state) => {
    bakesWarm
      .given(...baking, later(60 * minute), state)
      .when(looked())
      .then([["rollout-watched", { decision: "continue" }]]);
  });

  it("is not counted twice, and not before its turn", () => {
    bakes
      .given(...baking, looked())
      .when((meadow) => meadow.again())
      .then([]);
  });
});

describe("what else may happen during a bake", () => {
  it("an alarm of the guards goes back", () => {
    bakes
      .given(...baking)
      .when(alarmed("meadow-5xx"))
      .then([["weights-shifted", { to: 0 }, "Alarm meadow-5xx"]], ["shift-weights", "restore-config"]);
  });

  it.each(["undo", "roll-back"] as const)("a person goes back by %s", (name) => {
    bakesWarm
      .given(...baking, commanded({ name: "pause" }))
      .when(commanded({ name }))
      .then(["command-accepted", ["weights-shifted", { to: 0 }]], ["shift-weights", "restore-config"])
      .after([]);
  });

  it("a person goes back once: the next undo is refused", () => {
    const { entries } = bakes
      .given(...baking, commanded({ name: "undo" }), settled)
      .when(commanded({ name: "undo" }));
    expect(refusal(entries)).toContain("version 2 was taken back already at");
  });

  it("a person who asks while the warm variant goes is asked to wait for that", () => {
    const { entries } = bakesWarm
      .given(...baking, commanded({ name: "promote" }))
      .when(commanded({ name: "undo" }));
    expect(refusal(entries)).toContain("the bake of version 2 is over; ask again when it has gone");
  });

  it("a person ends it early, also while the model is paused", () => {
    bakes
      .given(...baking, commanded({ name: "pause" }))
      .when(commanded({ name: "promote" }))
      .then(["command-accepted", ["rollout-baked", {}, "ada asked to end the bake now"]])
      .leaves({ rollout: null });
    bakesWarm
      .given(...baking)
      .when(commanded({ name: "promote" }))
      .then(["command-accepted", "weights-shifted"], ["deploy-winner"]);
  });

  it("a hand change holds it; resumed on its own config it goes on, and harm still goes back", () => {
    for (const [policy, config] of [
      [bakes, "driftwheel-meadow-v2-1-sole"],
      [bakesWarm, "driftwheel-meadow-v2-1-trial"],
    ] as const) {
      const held = [...baking, changedByHand("by-hand"), endpointIs({ config })];
      policy
        .given(...held)
        .when(commanded({ name: "resume" }))
        .then(["command-accepted", "resumed"], ["start-rollout"])
        .leaves({ rollout: { phase: "baking" }, held: null });
      policy
        .given(...held, commanded({ name: "resume" }))
        .when(failing)
        .then(["rollout-watched", "weights-shifted"], ["shift-weights", "restore-config"]);
    }
  });

  it("resumed on another config it is over, and the endpoint is taken as it is", () => {
    bakes
      .given(...baking, changedByHand("by-hand"))
      .when(commanded({ name: "resume" }))
      .then(["command-accepted", "resumed", ["rollout-baked", { config: "by-hand" }]])
      .leaves({ rollout: null, endpoint: { config: "by-hand" } });
  });

  it("resumed on the config of before the trial it was rolled back by hand", () => {
    const original = endpointIs({
      config: "meadow-1",
      variants: [{ name: "main", weight: 1, model: null, package: arn(1) }],
    });
    bakes
      .given(...baking, changedByHand("meadow-1"), original)
      .when(commanded({ name: "resume" }))
      .then(
        ["command-accepted", "resumed", "rollout-rolled-back"],
        ["mark-package", "set-approval", "mark-package"],
      )
      .leaves({ rollout: null, endpoint: { config: "meadow-1", variants: [{ package: arn(1) }] } });
  });

  it("a model that leaves the fleet keeps the winner, and no warm variant", () => {
    bakes
      .given(...baking)
      .when(left)
      .then(["paused", ["rollout-baked", {}, "The winner stays"]]);
    bakesWarm
      .given(...baking)
      .when(left)
      .then(["paused", "weights-shifted"], ["deploy-winner"]);
    bakesWarm
      .given(...baking, left, settled)
      .when(polled)
      .then([])
      .leaves({ rollout: null });
  });

  it("a lost execution is started again", () => {
    bakes
      .given(...baking, later(30 * minute))
      .when(swept)
      .then(["rollout-restarted"], ["start-rollout"]);
  });
});
