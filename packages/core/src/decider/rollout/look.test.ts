import { describe, expect, it } from "vitest";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import type { LookRead } from "../../vocabulary/signal.ts";
import { minute } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  again,
  commanded,
  later,
  looked,
  onTrial,
  registered,
  type Step,
  settled,
} from "../testing/steps.ts";

const day = 24 * 60 * minute;

function ramp(changes: Partial<ModelPolicyInput["rollout"]> = {}) {
  return underPolicy({ rollout: { ramp: [60], minimumEffect: 0.05, ...changes } });
}

const better = looked({ challenger: { successes: 360 } });
const worse = looked({ challenger: { successes: 220 } });
const thin = looked({ challenger: { trials: 19, successes: 15 } });
const failing = looked({
  champion: { trials: 0, successes: 0 },
  challenger: { trials: 0, successes: 0, errors: 80 },
});
const silent = looked({ champion: { trials: 0, successes: 0 }, challenger: { trials: 0, successes: 0 } });

/** A look as it would be read, with one thing changed. */
function lookWith(changes: Partial<LookRead>): Step {
  return (model) => {
    const { at } = model.next("look");
    const variant = { variant: "main", trials: 400, successes: 300, invocations: 400, errors: 0, slow: 4 };
    return model.tell({
      kind: "look-read",
      ...model.next("look"),
      model: "meadow",
      rollout: model.state.rollout?.rollout ?? "none",
      look: (model.state.rollout?.looks ?? 0) + 1,
      metrics: { start: at, end: at, champion: variant, challenger: variant },
      ...changes,
    });
  };
}

describe("a look at a trial", () => {
  it("is written down with what was counted, and goes to the next step when no harm is shown", () => {
    const outcome = given(...onTrial)
      .when(looked({ challenger: { successes: 310, errors: 2 } }))
      .then(
        [
          [
            "rollout-looked",
            {
              rollout: "meadow-v2-1",
              look: 1,
              start: "2026-07-06T09:00:00.000Z",
              end: "2026-07-06T09:05:00.000Z",
              champion: { variant: "main", trials: 400, successes: 300 },
              challenger: { variant: "version-2", trials: 400, successes: 310, errors: 2 },
              decision: "shift",
              proved: false,
              judges: ["outcomes"],
            },
            "At 20%: challenger right in 310 of 400 (77.5%), champion right in 300 of 400 (75%). No harm is shown",
          ],
          [
            "weights-shifted",
            {
              rollout: "meadow-v2-1",
              from: 20,
              to: 60,
              weights: { main: 40, "version-2": 60 },
              endpoint: "meadow-prod",
              changeDeadline: "2026-07-06T10:05:00.000Z",
              next: null,
            },
            "20% -> 60%",
          ],
        ],
        [["shift-weights", { endpoint: "meadow-prod", weights: { main: 40, "version-2": 60 } }]],
      )
      .leaves({
        rollout: {
          phase: "shifting",
          weight: 60,
          looks: 1,
          readUntil: "2026-07-06T09:05:00.000Z",
          lastSign: "2026-07-06T09:05:00.000Z",
          totals: { champion: { trials: 400, successes: 300 }, challenger: { trials: 400, successes: 310 } },
          change: {
            deadline: "2026-07-06T10:05:00.000Z",
            config: "driftwheel-meadow-v2-1-trial",
            before: "driftwheel-meadow-v2-1-trial",
            weights: { main: 40, "version-2": 60 },
          },
          rollBackReason: null,
        },
      });
    expect(outcome.entries[1]?.causedBy).toBe(outcome.entries[0]?.sequence);
  });

  it("adds to what the looks before it counted", () => {
    given(...onTrial, looked({ challenger: { successes: 310 } }), settled)
      .when(looked({ champion: { trials: 100, successes: 70 }, challenger: { trials: 90, successes: 60 } }))
      .then([["rollout-looked", { look: 2, decision: "continue" }]])
      .leaves({
        rollout: {
          looks: 2,
          totals: { champion: { trials: 500, successes: 370 }, challenger: { trials: 490, successes: 370 } },
        },
      });
  });

  it("says when there are no outcomes, and judges errors then", () => {
    ramp()
      .given(...onTrial)
      .when(silent)
      .then([
        [
          "rollout-looked",
          { decision: "continue", judges: ["errors"] },
          /^At 60%: challenger 400 invocations, 0 errors, champion 400 .* No outcomes have arrived, so only errors and latency are judged\.$/,
        ],
      ]);
  });

  it("with outcomes says nothing of their absence", () => {
    ramp()
      .given(...onTrial)
      .when(looked())
      .then([["rollout-looked", { decision: "continue" }, /is shown yet \(.*\)\.$/]]);
  });

  it("promotes where the ramp ends, when the challenger is shown to be better", () => {
    const outcome = ramp()
      .given(...onTrial)
      .when(better)
      .then(
        [
          ["rollout-looked", { decision: "promote", proved: true }],
          [
            "weights-shifted",
            {
              from: 60,
              to: 100,
              weights: { main: 0, "version-2": 100 },
              next: {
                deploy: "winner",
                fromConfig: "driftwheel-meadow-v2-1-trial",
                config: "driftwheel-meadow-v2-1-sole",
                variant: "version-2",
              },
            },
          ],
        ],
        [
          [
            "deploy-winner",
            {
              endpoint: "meadow-prod",
              fromConfig: "driftwheel-meadow-v2-1-trial",
              config: "driftwheel-meadow-v2-1-sole",
              variant: "version-2",
            },
          ],
        ],
      )
      .leaves({
        rollout: {
          phase: "promoting",
          weight: 100,
          change: {
            config: "driftwheel-meadow-v2-1-sole",
            before: "driftwheel-meadow-v2-1-trial",
            weights: null,
          },
          rollBackReason: null,
        },
      });
    expect(outcome.entries[1]?.causedBy).toBe(outcome.entries[0]?.sequence);
  });

  it("promotes on a proof that stands where the ramp ends", () => {
    const proved = looked({ challenger: { successes: 370 } });
    given(...onTrial)
      .when(proved)
      .then([["rollout-looked", { decision: "shift", proved: true }], "weights-shifted"], ["shift-weights"]);
    given(...onTrial, proved, settled)
      .when(looked({ challenger: { successes: 310 } }))
      .then(
        [["rollout-looked", { decision: "promote", proved: true }], "weights-shifted"],
        ["deploy-winner"],
      );
  });

  it("does not promote on a proof that has faded since", () => {
    given(...onTrial, looked({ challenger: { successes: 370 } }), settled)
      .when(looked({ challenger: { successes: 230 } }))
      .then([["rollout-looked", { decision: "continue", proved: false }]]);
  });

  it("rolls back on harm, the traffic first", () => {
    const outcome = ramp()
      .given(...onTrial)
      .when(worse)
      .then(
        [
          ["rollout-looked", { decision: "roll-back" }, "The challenger is worse: ln E"],
          [
            "weights-shifted",
            {
              from: 60,
              to: 0,
              weights: { main: 100, "version-2": 0 },
              next: { deploy: "original", config: "meadow-1" },
            },
            "The challenger's share goes from 60% to 0%: The challenger is worse: ln E",
          ],
        ],
        [
          ["shift-weights", { weights: { main: 100, "version-2": 0 } }],
          ["restore-config", { endpoint: "meadow-prod", config: "meadow-1" }],
        ],
      )
      .leaves({
        rollout: {
          phase: "rolling-back",
          weight: 0,
          change: { config: "meadow-1", before: "driftwheel-meadow-v2-1-trial", weights: null },
          rollBackReason: expect.stringContaining("The challenger is worse"),
        },
      });
    expect(outcome.entries[1]?.causedBy).toBe(outcome.entries[0]?.sequence);
  });

  it("rolls back on errors where no outcomes come", () => {
    ramp()
      .given(...onTrial)
      .when(failing)
      .then(
        [["rollout-looked", { decision: "roll-back" }, "The challenger fails more often"], "weights-shifted"],
        ["shift-weights", "restore-config"],
      );
  });

  it("of too few outcomes decides nothing", () => {
    ramp()
      .given(...onTrial)
      .when(thin)
      .then([
        [
          "rollout-looked",
          { decision: "not-enough-data" },
          "challenger has 19 and the champion 400 since the traffic was divided so, and 20 are needed in each arm",
        ],
      ])
      .leaves({ rollout: { phase: "looking", looks: 1 } });
  });
});

describe("the deadline of a trial without a proof", () => {
  const late = [...onTrial, later(2 * day)] as const;

  it("rolls back, unless the policy says otherwise", () => {
    ramp()
      .given(...late)
      .when(looked())
      .then(
        [["rollout-looked", { decision: "deadline" }, "the policy says: roll back"], "weights-shifted"],
        ["shift-weights", "restore-config"],
      )
      .leaves({ rollout: { phase: "rolling-back" } });
  });

  it("promotes where the policy says so", () => {
    ramp({ atDeadline: "promote" })
      .given(...late)
      .when(looked())
      .then([["rollout-looked", { decision: "deadline" }], "weights-shifted"], ["deploy-winner"])
      .leaves({ rollout: { phase: "promoting" } });
  });

  it("rolls back where the policy promotes and nobody asked anything: no data is no proof", () => {
    const none = { trials: 0, successes: 0, invocations: 0 };
    ramp({ atDeadline: "promote" })
      .given(...late)
      .when(looked({ champion: none, challenger: none }))
      .then(
        [
          ["rollout-looked", { decision: "deadline" }, "there is no data: the challenger had 0 requests"],
          ["weights-shifted", { to: 0 }, "there is no data"],
        ],
        ["shift-weights", "restore-config"],
      )
      .leaves({ rollout: { phase: "rolling-back", rollBackReason: expect.stringContaining("no data") } });
  });

  it("promotes on what earlier looks saw, where the last one saw nothing", () => {
    const none = { trials: 0, successes: 0, invocations: 0 };
    ramp({ atDeadline: "promote" })
      .given(...onTrial, looked(), later(2 * day))
      .when(looked({ champion: none, challenger: none }))
      .then([["rollout-looked", { decision: "deadline" }], "weights-shifted"], ["deploy-winner"])
      .leaves({ rollout: { phase: "promoting" } });
  });

  it("holds where the policy says so, and changes nothing", () => {
    const outcome = ramp({ atDeadline: "hold" })
      .given(...late)
      .when(looked())
      .then([
        ["rollout-looked", { decision: "deadline" }],
        ["rollout-held", { rollout: "meadow-v2-1", reason: expect.stringContaining("The deadline of") }],
      ])
      .leaves({ rollout: { phase: "held", change: null, weight: 60 } });
    expect(outcome.entries[1]?.causedBy).toBe(outcome.entries[0]?.sequence);
  });
});

describe("a look while the model is paused", () => {
  const paused = [...onTrial, commanded({ name: "pause" })] as const;

  it.each([
    ["promote", better],
    ["continue", looked()],
  ] as const)("is written down, and to %s waits for the person", (decision, look) => {
    ramp()
      .given(...paused)
      .when(look)
      .then([["rollout-looked", { decision }]])
      .leaves({ rollout: { phase: "looking", weight: 60 } });
  });

  it("does not shift, promote or hold at its deadline either", () => {
    given(...paused)
      .when(looked())
      .then([["rollout-looked", { decision: "shift" }]]);
    ramp({ atDeadline: "roll back" })
      .given(...paused, later(2 * day))
      .when(looked())
      .then([["rollout-looked", { decision: "deadline" }]]);
  });

  it("rolls back on harm all the same", () => {
    ramp()
      .given(...paused)
      .when(worse)
      .then(
        [["rollout-looked", { decision: "roll-back" }], "weights-shifted"],
        ["shift-weights", "restore-config"],
      );
  });
});

describe("a look that is not the trial's next one", () => {
  it.each([
    ["was decided on before", [...onTrial, looked(), settled], lookWith({ look: 1 })],
    ["comes before one that is missing", onTrial, lookWith({ look: 2 })],
    ["is of another rollout", onTrial, lookWith({ rollout: "meadow-v9-1" })],
    ["comes while the endpoint changes", [...onTrial, looked()], lookWith({})],
    ["comes when the trial is over", [...onTrial, commanded({ name: "roll-back" }), settled], lookWith({})],
    [
      "comes before the endpoint is as the trial wants it",
      [registered(2), commanded({ name: "approve", version: 2 })],
      lookWith({}),
    ],
  ] as const)("writes nothing when it %s", (_, before, look) => {
    given(...before)
      .when(look)
      .then([]);
  });

  it("writes nothing when it is delivered again", () => {
    given(...onTrial, looked())
      .when(again)
      .then([]);
  });
});
