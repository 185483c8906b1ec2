import { describe, expect, it } from "vitest";
import { alarmed } from "../testing/drift-steps.ts";
import { given, underPolicy } from "../testing/specification.ts";
import { answered, commanded, confirmed, endpointIs, onTrial, polled } from "../testing/steps.ts";

const guarded = underPolicy({ rollout: { ramp: [20, 60], guards: { alarms: ["meadow-5xx"] } } });

describe("a trial that ends already", () => {
  it("is not rolled back by an alarm once more", () => {
    guarded
      .given(...onTrial, commanded({ name: "roll-back" }))
      .when(alarmed("meadow-5xx"))
      .then(["signal-observed"])
      .leaves({ rollout: { phase: "rolling-back" } });
  });

  it("by a promotion that is under way is rolled back by an alarm all the same", () => {
    guarded
      .given(...onTrial, commanded({ name: "promote" }), confirmed, endpointIs({ status: "Updating" }))
      .when(alarmed("meadow-5xx"))
      .then(
        [["weights-shifted", { to: 0, next: { deploy: "original" } }]],
        [
          ["shift-weights", {}],
          // Whichever of the two it has when the update is done.
          [
            "restore-config",
            {
              expected: {
                configs: ["driftwheel-meadow-v2-1-trial", "driftwheel-meadow-v2-1-sole"],
              },
            },
          ],
        ],
      )
      .leaves({ rollout: { phase: "rolling-back" } });
  });
});

describe("a way back", () => {
  const back = [...onTrial, commanded({ name: "roll-back" })] as const;
  const done = { ok: true, answer: {} } as const;

  it("on which the config came first does not wait for the weights, which its variant has no more", () => {
    given(...back)
      .when(answered("restore-config", done))
      .then([
        ["effect-done", { effect: "restore-config" }],
        [
          "effect-dropped",
          { effect: "shift-weights" },
          "shift-weights is not done any more: the config before was put back first, which has no challenger.",
        ],
      ]);
    given(...back, answered("restore-config", done), endpointIs({ config: "meadow-1" }))
      .when(polled)
      .then(["rollout-rolled-back"], ["mark-package", "set-approval"]);
  });

  it("takes both steps while neither is done", () => {
    given(...back)
      .when(answered("shift-weights", done))
      .then([["effect-done", { effect: "shift-weights" }]]);
  });
});

describe("a trial that is held", () => {
  const held = [
    ...onTrial,
    commanded({ name: "roll-back" }),
    endpointIs({ status: "Failed", failureReason: "no capacity" }),
    polled,
    polled,
  ] as const;

  it("is not touched by an alarm, whose roll back it owes from then on", () => {
    guarded
      .given(...held)
      .when(alarmed("meadow-5xx"))
      .then(["signal-observed"])
      .leaves({ rollout: { phase: "held" } });
    guarded
      .given(...onTrial, endpointIs({ status: "Failed" }), polled, polled)
      .when(alarmed("meadow-5xx"))
      .then([["rollout-held", { rollBack: expect.stringMatching(/^Alarm meadow-5xx went off/) }]])
      .leaves({ rollout: { phase: "held", rollBackReason: expect.stringContaining("meadow-5xx") } });
  });

  it("goes on with the roll back that it owes when it is resumed, whatever the policy says of its deadline", () => {
    const promoting = underPolicy({ rollout: { ramp: [20, 60], atDeadline: "promote", deadline: "1 hour" } });
    const back = ["resumed", "weights-shifted"] as const;
    promoting
      .given(...held, endpointIs({ status: "InService" }))
      .when(commanded({ name: "resume" }))
      .then(["command-accepted", ...back], ["start-rollout", "shift-weights", "restore-config"])
      .leaves({ rollout: { phase: "rolling-back", weight: 0 } });
  });

  it("is not held once more", () => {
    guarded
      .given(...held, confirmed)
      .when(polled)
      .then([]);
  });
});
