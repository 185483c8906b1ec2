import { describe, expect, it } from "vitest";
import type { ModelPolicyInput } from "../../../policy/policy.ts";
import { noDispersion } from "../../../stats/dispersion.ts";
import type { PairedAnswers } from "../../../vocabulary/trial/shadow.ts";
import { minute, refusal } from "../../testing/model.ts";
import { scaled } from "../../testing/scaling-steps.ts";
import { underPolicy } from "../../testing/specification.ts";
import {
  changedByHand,
  commanded,
  endpointIs,
  later,
  looked,
  polled,
  refused,
  registered,
  type Step,
  settled,
  swept,
} from "../../testing/steps.ts";

type Rollout = ModelPolicyInput["rollout"];
const approve = commanded({ name: "approve", version: 2 });
const begun: readonly Step[] = [registered(2), approve];
const shadowing: readonly Step[] = [...begun, settled];
const quality: ModelPolicyInput["quality"] = { groundTruth: "s3://meadow/truth", problem: "binary" };

function shadowed(changes: Partial<NonNullable<Rollout["shadow"]>> = {}, others: Partial<Rollout> = {}) {
  return underPolicy({
    quality,
    rollout: {
      ramp: [20, 60],
      lookEvery: "5 minutes",
      minimumEffect: 0.05,
      deadline: "1 day",
      shadow: { for: "2 hours", minAnswers: 300, agreement: { at: 0, atLeast: 0.9 }, ...changes },
      ...others,
    },
  });
}

const answers: PairedAnswers = {
  until: "2026-07-06T09:00:00.000Z",
  pairs: 0,
  agreed: 0,
  dispersion: noDispersion,
  unpaired: { champion: 0, challenger: 0 },
  unread: { lines: 0, reason: null },
  repeated: 0,
  outcomes: null,
  problem: null,
};
const fine = { invocations: 400, errors: 0, slow: 4 };

/** One more look at the running shadow, five minutes after the last. */
function seen(
  changes: Partial<PairedAnswers> = {},
  {
    champion = fine,
    challenger = fine,
  }: { readonly champion?: typeof fine; readonly challenger?: typeof fine } = {},
): Step {
  return (model) => {
    const { rollout } = model.state;
    model.later(5 * minute);
    const { at, identity } = model.next("shadow look");
    return model.tell({
      ...{ kind: "shadow-read", identity, at, model: "meadow" },
      rollout: rollout?.rollout ?? "none",
      look: (rollout?.looks ?? 0) + 1,
      reading: {
        start: new Date(Date.parse(at) - 5 * minute).toISOString(),
        end: at,
        champion,
        challenger,
        answers: { ...answers, until: at, ...changes },
      },
    });
  };
}

const agreeing = seen({ pairs: 400, agreed: 396 });
const right = { both: 250, neither: 50, onlyChampion: 20, onlyChallenger: 80 };

describe("a challenger with a shadow phase", () => {
  it("is deployed as a shadow with none of the traffic", () => {
    shadowed()
      .given(registered(2))
      .when(approve)
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            { weight: 0, config: "driftwheel-meadow-v2-1-shadow", shadow: { share: 100, for: 120 * minute } },
            "with copies of 100% of the requests, as a shadow that answers nobody, for 2 hours at most",
          ],
        ],
        ["set-approval", "start-rollout", ["deploy-trial", { shadowShare: 100 }]],
      )
      .leaves({ rollout: { phase: "deploying", soleConfig: "driftwheel-meadow-v2-1-sole" } });
  });

  it("is a shadow once the endpoint has it, until its time is over", () => {
    shadowed()
      .given(...begun)
      .when(settled)
      .then([["signal-observed", { settled: { config: "driftwheel-meadow-v2-1-shadow" } }]])
      .leaves({
        rollout: {
          phase: "shadowing",
          weight: 0,
          shadow: { since: "2026-07-06T09:00:00.000Z", deadline: "2026-07-06T11:00:00.000Z", over: false },
        },
      });
  });

  it("that no endpoint can take is rejected", () => {
    const traits = {
      ...{ shadows: false, serverless: false, asynchronous: false, components: false, multiModel: false },
      ...{ containers: 1, metricsEvery: 60, answersCaptured: false },
    };
    shadowed()
      .given(swept, endpointIs({ traits }))
      .when(registered(2))
      .then(
        ["candidate-registered", ["candidate-rejected", {}, /captures no answers.*rollout\.shadow/]],
        ["set-approval"],
      );
  });

  it("is not deployed where the deployment is refused, and the champion is as it was", () => {
    shadowed()
      .given(...begun)
      .when(refused("deploy-trial"))
      .then(
        [
          "effect-failed",
          ["rollout-rolled-back", { config: "meadow-1" }],
          ["effect-dropped", { effect: "set-approval" }],
          ["effect-dropped", { effect: "start-rollout" }],
        ],
        ["mark-package", "set-approval"],
      );
  });
});

describe("a look at a shadow", () => {
  it("goes on while too few answers are paired, and says what has no pair", () => {
    shadowed()
      .given(...shadowing)
      .when(
        seen({
          pairs: 120,
          agreed: 120,
          unpaired: { champion: 7, challenger: 2 },
          unread: { lines: 3, reason: "captureData.endpointOutput.data: has a hole" },
        }),
      )
      .then([
        [
          "shadow-looked",
          { decision: "not-enough-data", answers: { pairs: 120 } },
          /120 of 120 answers agree \(100%\) in all; 7 of the champion's and 2 of the shadow's have no pair; 3 could not be read \(captureData.*Too few answers.*300 are needed/,
        ],
      ])
      .leaves({ rollout: { looks: 1, phase: "shadowing" } });
  });

  it("gives it its first share of the traffic when it agrees", () => {
    shadowed()
      .given(...shadowing)
      .when(agreeing)
      .then(
        [
          ["shadow-looked", { decision: "ramp" }],
          [
            "shadow-passed",
            {
              weight: 20,
              fromConfig: "meadow-1",
              config: "driftwheel-meadow-v2-1-trial",
              deadline: "2026-07-07T09:05:00.000Z",
              expected: { configs: ["driftwheel-meadow-v2-1-shadow"], weights: [{ main: 1 }] },
            },
            "answered nobody before",
          ],
        ],
        [["deploy-trial", { challengerWeight: 20, championWeight: 80 }]],
      )
      .leaves({ rollout: { phase: "deploying", weight: 20, shadow: { over: true } } });
  });

  it("goes on with the trial as any other from there", () => {
    const { state } = shadowed()
      .given(...shadowing, agreeing, settled)
      .when(looked())
      .then(["rollout-looked", ["weights-shifted", { from: 20, to: 60 }]], ["shift-weights"])
      .leaves({ rollout: { looks: 2 } });
    expect(state.rollout?.cohorts[0]).toMatchObject({ asked: 20 });
  });

  it("takes one that does not agree back, to the config of before", () => {
    shadowed()
      .given(...shadowing)
      .when(seen({ pairs: 400, agreed: 320 }))
      .then(
        [
          [
            "shadow-looked",
            { decision: "roll-back" },
            /not those of the champion in 90% of the requests: ln E/,
          ],
          ["weights-shifted", { to: 0, next: { deploy: "original", config: "meadow-1" } }],
        ],
        ["shift-weights", ["restore-config", { config: "meadow-1" }]],
      );
    shadowed()
      .given(...shadowing, seen({ pairs: 400, agreed: 320 }))
      .when(settled)
      .then([["rollout-rolled-back", { config: "meadow-1" }]], ["mark-package", "set-approval"])
      .leaves({ rollout: null });
  });

  it("takes one back that fails on requests which the champion answers", () => {
    shadowed()
      .given(...shadowing)
      .when(seen({ pairs: 380, agreed: 380 }, { challenger: { invocations: 400, errors: 20, slow: 0 } }))
      .then(
        [["shadow-looked", { decision: "roll-back" }, /The shadow fails more often/], "weights-shifted"],
        ["shift-weights", "restore-config"],
      );
  });

  it("takes one back that is too slow, where the policy guards latency", () => {
    const slow = seen({ pairs: 380, agreed: 380 }, { challenger: { invocations: 400, errors: 0, slow: 60 } });
    shadowed({}, { guards: { p99Latency: 0.02 } })
      .given(...shadowing)
      .when(slow)
      .then(
        [["shadow-looked", { decision: "roll-back" }, /The shadow is slower/], "weights-shifted"],
        ["shift-weights", "restore-config"],
      );
    shadowed()
      .given(...shadowing)
      .when(slow)
      .then([["shadow-looked", { decision: "ramp" }], "shadow-passed"], ["deploy-trial"]);
  });

  it("takes one back that was right less often on the same requests", () => {
    shadowed()
      .given(...shadowing)
      .when(seen({ pairs: 400, agreed: 390, outcomes: { ...right, onlyChampion: 80, onlyChallenger: 20 } }))
      .then(
        [["shadow-looked", { decision: "roll-back" }, /right less often/], "weights-shifted"],
        ["shift-weights", "restore-config"],
      );
  });

  it("is none of another rollout, of a look that was taken, or while the endpoint changes", () => {
    shadowed()
      .given(...begun)
      .when(seen())
      .then([]);
    shadowed()
      .given(...shadowing, agreeing)
      .when(seen())
      .then([]);
  });
});

describe("a shadow that may be promoted at once", () => {
  const promotes = { onAgreement: "promote" } as const;

  it("is, when it agrees and outcomes prove it better", () => {
    shadowed(promotes)
      .given(...shadowing)
      .when(seen({ pairs: 400, agreed: 396, outcomes: right }))
      .then(
        [
          ["shadow-looked", { decision: "promote" }, "without having answered anybody"],
          ["weights-shifted", { to: 100, next: { deploy: "winner" } }],
        ],
        [
          [
            "deploy-winner",
            {
              fromConfig: "driftwheel-meadow-v2-1-shadow",
              config: "driftwheel-meadow-v2-1-sole",
              variant: "version-2",
            },
          ],
        ],
      );
    shadowed(promotes)
      .given(...shadowing, seen({ pairs: 400, agreed: 396, outcomes: right }))
      .when(settled)
      .then(["rollout-promoted"], ["mark-package", "mark-package"]);
  });

  it("is by the words of the policy: not worse may be enough", () => {
    const alike = seen({
      pairs: 2_000,
      agreed: 1_980,
      outcomes: { both: 1_500, neither: 480, onlyChampion: 10, onlyChallenger: 10 },
    });
    shadowed(promotes, { promoteWhen: "not worse" })
      .given(...shadowing)
      .when(alike)
      .then([["shadow-looked", { decision: "promote" }], "weights-shifted"], ["deploy-winner"]);
    shadowed(promotes)
      .given(...shadowing)
      .when(alike)
      .then([["shadow-looked", { decision: "continue" }, /better is not shown by 2000 outcomes/]]);
  });

  it("has half of the trial's error for its proof, and the ramp after it the other half", () => {
    const { entries } = shadowed(promotes)
      .given(...shadowing)
      .when(seen({ pairs: 400, agreed: 396, outcomes: right }));
    const inRamp = shadowed({ ...promotes, atDeadline: "ramp" })
      .given(...shadowing, later(2 * 60 * minute), agreeing, settled)
      .when(looked());
    const better = [...entries, ...inRamp.entries].flatMap((entry) =>
      entry.kind === "shadow-looked" || entry.kind === "rollout-looked" ? [entry.data.line.better] : [],
    );
    expect(better).toEqual([expect.closeTo(Math.log(80), 9), expect.closeTo(Math.log(80), 9)]);
  });

  it("is not before the trial has lasted as long as the policy says", () => {
    const proved = seen({ pairs: 400, agreed: 396, outcomes: right });
    const policy = () => shadowed(promotes, { atLeast: "1 hour" });
    policy()
      .given(...shadowing)
      .when(proved)
      .then([["shadow-looked", { decision: "continue" }, /a trial lasts 1 hour at least/]]);
    policy()
      .given(...shadowing, later(55 * minute))
      .when(proved)
      .then([["shadow-looked", { decision: "promote" }], "weights-shifted"], ["deploy-winner"]);
  });

  it("may lose no more than promotions before have left, and gives up what it was worse by", () => {
    const worse = seen({
      pairs: 2_000,
      agreed: 1_980,
      outcomes: { both: 1_500, neither: 470, onlyChampion: 20, onlyChallenger: 10 },
    });
    const { entries } = shadowed(promotes, { promoteWhen: "not worse", mayGiveUp: 0.05 })
      .given(...shadowing, worse)
      .when(settled)
      .then(
        [["rollout-promoted", { difference: expect.closeTo(-0.005, 9) }]],
        ["mark-package", "mark-package"],
      );
    expect(entries).toHaveLength(1);
    shadowed(promotes, { promoteWhen: "not worse", mayGiveUp: 0.005 })
      .given(...shadowing)
      .when(worse)
      .then([["shadow-looked", { decision: "continue" }, /not worse is not shown/]]);
  });

  it("waits for outcomes, and takes traffic when its time is over without them", () => {
    shadowed(promotes)
      .given(...shadowing)
      .when(agreeing)
      .then([["shadow-looked", { decision: "continue" }, /Of 0 requests it is known/]]);
    shadowed(promotes)
      .given(...shadowing, later(2 * 60 * minute))
      .when(agreeing)
      .then([["shadow-looked", { decision: "ramp" }], "shadow-passed"], ["deploy-trial"]);
  });

  it("takes traffic first where the champion is scaled", () => {
    shadowed(promotes)
      .given(scaled("main"), ...shadowing)
      .when(seen({ pairs: 400, agreed: 396, outcomes: right }))
      .then(
        [
          ["shadow-looked", { decision: "ramp" }, /main is scaled/],
          ["shadow-passed", { weight: 0 }],
        ],
        [["deploy-trial", { championWeight: 100, challengerWeight: 0 }]],
      );
  });
});

describe("a shadow whose time is over without a proof", () => {
  const late = later(2 * 60 * minute);
  it.each([
    ["roll back", "weights-shifted", ["shift-weights", "restore-config"]],
    ["ramp", "shadow-passed", ["deploy-trial"]],
    ["hold", "rollout-held", []],
  ] as const)("ends as the policy says: %s", (atDeadline, kind, effects) => {
    shadowed({ atDeadline })
      .given(...shadowing, late)
      .when(seen({ pairs: 30, agreed: 30 }))
      .then([["shadow-looked", {}, `the policy says: ${atDeadline}. Too few answers`], kind], effects);
  });

  it("says what kept answers from being compared", () => {
    shadowed()
      .given(...shadowing, late)
      .when(seen({ problem: "data capture of meadow-prod is off" }))
      .then(
        [["shadow-looked", {}, /cannot be compared: data capture of meadow-prod is off/], "weights-shifted"],
        ["shift-weights", "restore-config"],
      );
  });

  it("is rolled back where nobody could look", () => {
    const { entries } = shadowed()
      .given(...shadowing, later(60 * minute), swept, later(61 * minute))
      .when(swept);
    expect(entries.map(({ kind }) => kind)).toContain("monitoring-lost");
    expect(entries.find(({ kind }) => kind === "weights-shifted")?.because).toContain(
      "The deadline of 2026-07-06T11:00:00.000Z passed",
    );
  });
});

describe("a person", () => {
  it("promotes a shadow, or takes it back", () => {
    shadowed()
      .given(...shadowing)
      .when(commanded({ name: "promote" }))
      .then(["command-accepted", "weights-shifted"], ["deploy-winner"]);
    shadowed()
      .given(...shadowing)
      .when(commanded({ name: "roll-back" }))
      .then(["command-accepted", "weights-shifted"], ["shift-weights", "restore-config"]);
  });

  it("hears why a shadow of a scaled champion is not promoted at once", () => {
    const { entries } = shadowed()
      .given(scaled("main"), ...shadowing)
      .when(commanded({ name: "promote" }));
    expect(refusal(entries)).toMatch(/main is scaled/);
  });

  it("pauses it: only harm ends it then", () => {
    const paused = [...shadowing, commanded({ name: "pause" })];
    shadowed()
      .given(...paused)
      .when(agreeing)
      .then([["shadow-looked", { decision: "ramp" }]]);
    shadowed()
      .given(...paused, agreeing, commanded({ name: "resume" }))
      .when(agreeing)
      .then(["shadow-looked", "shadow-passed"], ["deploy-trial"]);
  });

  it("resumes one that was held, and it is a shadow still", () => {
    const held = [...shadowing, changedByHand("by-hand")];
    shadowed()
      .given(...held, endpointIs({ config: "driftwheel-meadow-v2-1-shadow" }))
      .when(commanded({ name: "resume" }))
      .then(["command-accepted", "resumed"], ["start-rollout"])
      .leaves({ rollout: { phase: "shadowing", shadow: { since: "2026-07-06T09:00:00.000Z" } } });
  });
});

describe("a shadow that was passed on, and held before its trial was deployed", () => {
  it("is taken off the endpoint when it is resumed, which would keep it for ever", () => {
    const held: readonly Step[] = [
      ...shadowing,
      agreeing,
      changedByHand("by-hand"),
      later(3 * minute),
      endpointIs({ config: "driftwheel-meadow-v2-1-shadow" }),
    ];
    shadowed()
      .given(...held)
      .when(commanded({ name: "resume" }))
      .then(
        [
          "command-accepted",
          "resumed",
          ["weights-shifted", { next: { deploy: "original", config: "meadow-1" } }],
        ],
        ["start-rollout", "shift-weights", ["restore-config", { config: "meadow-1" }]],
      );
    shadowed()
      .given(...held, commanded({ name: "resume" }))
      .when(settled)
      .then([["rollout-rolled-back", { config: "meadow-1" }]], ["mark-package", "set-approval"])
      .leaves({ rollout: null });
  });
});

describe("the endpoint of a shadow", () => {
  it("that someone else changed is not touched", () => {
    const { entries } = shadowed()
      .given(...shadowing)
      .when(changedByHand("by-hand"));
    expect(entries.map(({ kind }) => kind)).toEqual(["endpoint-changed-outside", "rollout-held"]);
  });

  it("that cannot take the trial goes back to the config of before", () => {
    shadowed()
      .given(...shadowing, agreeing)
      .when(refused("deploy-trial"))
      .then(
        ["effect-failed", ["weights-shifted", { to: 0, next: { deploy: "original", config: "meadow-1" } }]],
        ["shift-weights", "restore-config"],
      );
  });

  it("whose update to the trial SageMaker took back goes back as well", () => {
    const stayed: readonly Step[] = [
      ...shadowing,
      agreeing,
      (model) => {
        model.confirm();
        return [];
      },
      polled,
      later(2 * minute),
    ];
    shadowed()
      .given(...stayed)
      .when(polled)
      .then(["weights-shifted"], ["shift-weights", "restore-config"]);
  });

  it("takes another version when its trial is over, and does not reject it meanwhile", () => {
    const traits = {
      ...{ shadows: true, serverless: false, asynchronous: false, components: false, multiModel: false },
      ...{ containers: 1, metricsEvery: 60, answersCaptured: true },
    };
    shadowed()
      .given(...shadowing, endpointIs({ traits }))
      .when(registered(3))
      .then(["candidate-registered", "candidate-accepted", "approval-requested"]);
  });
});
