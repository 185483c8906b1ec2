import { describe, expect, it } from "vitest";
import { minute } from "../testing/model.ts";
import { scalingOf } from "../testing/questions.ts";
import { challengersScaling, scaled, scaling, watched } from "../testing/scaling-steps.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  answered,
  commanded,
  endpointIs,
  looked,
  polled,
  refused,
  registered,
  type Step,
  settled,
} from "../testing/steps.ts";

const endpoint = { ask: "endpoint", name: "meadow-prod" } as const;
const approve = commanded({ name: "approve", version: 2 });
const started: readonly Step[] = [scaled("main"), registered(2), approve];
/** The trial is deployed, the challenger scaled, and the first share shifted. */
const onTrial: readonly Step[] = [...started, settled, settled, settled];
const better = looked({ challenger: { successes: 360 } });
/** SageMaker refused the winner, so both variants are still there. */
const onTheTrialsConfig = endpointIs({ config: "driftwheel-meadow-v2-1-trial" });
const thin = looked({ challenger: { trials: 19, successes: 15 } });
const promoting = underPolicy({ rollout: { ramp: [60], minimumEffect: 0.05 } });

describe("a trial against a champion that is scaled", () => {
  it("starts with none of the traffic, and keeps the champion's scaling in the ledger", () => {
    given(scaled("main"), registered(2))
      .when(approve)
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            { weight: 0, scaling },
            "with 0% of the traffic, and 20% once it is scaled as main is (2 to 8 instances, by invocations)",
          ],
        ],
        ["set-approval", "start-rollout", ["deploy-trial", { championWeight: 100, challengerWeight: 0 }]],
      );
  });

  it("gives the challenger that scaling, by its own metrics, once it is there", () => {
    given(...started)
      .when(settled)
      .then(
        [
          [
            "challenger-prepared",
            { to: 20, scaling: [{ variant: "version-2", scaling: challengersScaling, before: null }] },
            "version-2 gets the scaling of main (2 to 8 instances, by invocations)",
          ],
        ],
        [["set-scaling", { variant: "version-2", scaling: challengersScaling }]],
      )
      .leaves({ rollout: { phase: "preparing", weight: 0 } });
  });

  it("takes the scaling as it is by then", () => {
    given(...started, scaled("main", { ...scaling, maximum: 20 }))
      .when(settled)
      .after([endpoint, scalingOf("main", "version-2")])
      .then(["challenger-prepared"], [["set-scaling", { scaling: { ...challengersScaling, maximum: 20 } }]]);
  });

  it("shifts the first share when that is done, and not before", () => {
    given(...started, settled)
      .when(polled)
      .then([]);
    given(...started, settled)
      .when(settled)
      .then(
        [["weights-shifted", { from: 0, to: 20 }]],
        [["shift-weights", { weights: { main: 80, "version-2": 20 } }]],
      )
      .leaves({ rollout: { phase: "shifting", scaling: { given: true, takenOff: false } } });
  });

  it("waits with it while the model is paused", () => {
    given(...started, settled, commanded({ name: "pause" }))
      .when(settled)
      .then([]);
  });

  it("is held when the scaling is refused for good", () => {
    given(...started, settled)
      .when(refused("set-scaling"))
      .then(["effect-failed", "rollout-held"]);
  });

  it("looks at the scaling with each look, and only there", () => {
    given(...onTrial)
      .when(looked())
      .after([endpoint, scalingOf("main", "version-2")]);
    given(...onTrial)
      .when(polled)
      .after([endpoint]);
  });
});

describe("a promotion against a champion that is scaled", () => {
  it("takes its scaling off first", () => {
    promoting
      .given(...onTrial)
      .when(better)
      .then(
        [
          "rollout-looked",
          ["weights-shifted", { to: 100, scaling: [{ variant: "main", scaling: null, before: scaling }] }],
        ],
        [["set-scaling", { variant: "main", scaling: null, before: scaling }], "deploy-winner"],
      )
      .leaves({ rollout: { scaling: { champion: scaling, takenOff: true } } });
  });

  it("takes over what someone changed of it during the trial", () => {
    promoting
      .given(...onTrial, scaled("main", { ...scaling, maximum: 12 }))
      .when(better)
      .then(
        ["rollout-looked", "weights-shifted"],
        [
          [
            "set-scaling",
            {
              variant: "version-2",
              scaling: { ...challengersScaling, maximum: 12 },
              before: challengersScaling,
            },
          ],
          ["set-scaling", { variant: "main", scaling: null, before: { ...scaling, maximum: 12 } }],
          "deploy-winner",
        ],
      );
  });

  it("puts it back when SageMaker refuses the winner for good", () => {
    promoting
      .given(...onTrial, better, answered("set-scaling", { ok: true, answer: {} }))
      .when(refused("deploy-winner"))
      .then(
        [
          "effect-failed",
          ["rollout-held", { putBack: { endpoint: "meadow-prod", scaling: { variant: "main", scaling } } }],
        ],
        [["set-scaling", { variant: "main", scaling }]],
      )
      .leaves({ rollout: { phase: "held", scaling: { takenOff: true } } });
  });

  it("has it back once that is done, and otherwise before the trial goes on or is rolled back", () => {
    const held: readonly Step[] = [
      ...onTrial,
      better,
      answered("set-scaling", { ok: true, answer: {} }),
      refused("deploy-winner"),
    ];
    promoting
      .given(...held)
      .when(answered("set-scaling", { ok: true, answer: {} }))
      .leaves({ rollout: { scaling: { takenOff: false } } });
    const resumed: readonly Step[] = [...held, onTheTrialsConfig, commanded({ name: "resume" })];
    promoting
      .given(...resumed)
      .when(thin)
      .then(
        ["rollout-looked", ["challenger-prepared", { to: 60, scaling: [{ variant: "main", scaling }] }]],
        [["set-scaling", { variant: "main", scaling }]],
      );
    promoting
      .given(...resumed, thin)
      .when(settled)
      .then([["signal-observed", { settled: { config: "driftwheel-meadow-v2-1-trial" } }]])
      .leaves({ rollout: { phase: "looking", weight: 60, scaling: { takenOff: false } } });
    promoting
      .given(...resumed)
      .when(commanded({ name: "roll-back" }))
      .then(
        ["command-accepted", "weights-shifted"],
        [
          "shift-weights",
          ["set-scaling", { variant: "version-2", scaling: null }],
          "restore-config",
          // Its variant is sure to serve only then.
          ["set-scaling", { variant: "main", scaling }],
        ],
      );
  });

  it("touches nothing when the endpoint was changed by someone else", () => {
    const outcome = promoting.given(...onTrial, better).when((model) => model.changedByHand("hand"));
    expect(outcome.effects.filter(({ kind }) => kind === "set-scaling")).toEqual([]);
  });

  it("takes off what someone else scaled meanwhile, and the winner takes it over", () => {
    promoting
      .given(
        registered(2),
        approve,
        settled,
        better,
        scaled("main"),
        answered("deploy-winner", { ok: false, error: "a scalable target exists", tryFor: 15 * minute }),
      )
      .when(polled)
      .after([endpoint, scalingOf("main", "version-2")])
      .then(
        [
          [
            "weights-shifted",
            { from: 100, to: 100 },
            "Someone else has scaled main meanwhile (2 to 8 instances, by invocations)",
          ],
          "effect-dropped",
        ],
        [
          ["set-scaling", { variant: "version-2", scaling: challengersScaling }],
          ["set-scaling", { variant: "main", scaling: null, before: scaling }],
          "deploy-winner",
        ],
      );
  });
});

describe("a roll back against a champion that is scaled", () => {
  it("takes the challenger's scaling off before its variant goes, after the traffic", () => {
    given(...onTrial)
      .when(commanded({ name: "roll-back" }))
      .then(
        [
          "command-accepted",
          ["weights-shifted", { to: 0, scaling: [{ variant: "version-2", scaling: null }] }],
        ],
        [
          "shift-weights",
          ["set-scaling", { variant: "version-2", scaling: null, before: null }],
          "restore-config",
        ],
      );
  });

  it("of a challenger that was not scaled yet has nothing to take off", () => {
    given(...started)
      .when(commanded({ name: "roll-back" }))
      .then(["command-accepted", "weights-shifted", "effect-dropped"], ["shift-weights", "restore-config"]);
  });

  it("drops the scaling that was on its way", () => {
    given(...started, settled)
      .when(commanded({ name: "roll-back" }))
      .then(
        ["command-accepted", "weights-shifted", ["effect-dropped", { effect: "set-scaling" }]],
        ["shift-weights", "set-scaling", "restore-config"],
      );
  });

  it("takes off what someone else scaled meanwhile", () => {
    given(
      registered(2),
      approve,
      settled,
      commanded({ name: "roll-back" }),
      scaled("version-2"),
      answered("restore-config", { ok: false, error: "a scalable target exists", tryFor: 15 * minute }),
    )
      .when(polled)
      .then(
        ["weights-shifted", "effect-dropped", "effect-dropped"],
        ["shift-weights", ["set-scaling", { variant: "version-2", scaling: null }], "restore-config"],
      );
  });
});

describe("alarms of people's own on the champion's variant", () => {
  it("are told when a trial starts, and when their variant is gone", () => {
    given(watched("pager"), registered(2))
      .when(approve)
      .then(
        [
          "command-accepted",
          "candidate-approved",
          ["rollout-started", { alarms: ["pager"] }, "Alarm pager name variant main"],
        ],
        ["set-approval", "start-rollout", "deploy-trial"],
      );
    promoting
      .given(watched("pager"), registered(2), approve, settled, better)
      .when(settled)
      .then(
        [["rollout-promoted", { alarms: ["pager"] }, "named variant main, which is gone"]],
        ["mark-package", "mark-package"],
      );
  });
});
