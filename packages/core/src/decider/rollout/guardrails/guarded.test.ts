import { describe, expect, it } from "vitest";
import { arn, minute, refusal } from "../../testing/model.ts";
import { underPolicy } from "../../testing/specification.ts";
import {
  changedByHand,
  commanded,
  confirmed,
  endpointIs,
  endpointTold,
  later,
  leftFleet,
  polled,
  refused,
  registered,
  type Step,
  settled,
  swept,
  told,
} from "../../testing/steps.ts";

const guardrails = {
  shift: { canary: 10, wait: "10 minutes" },
  terminationWait: "5 minutes",
  alarms: ["meadow-5xx", "meadow-slow"],
} as const;
const guarded = underPolicy({ rollout: { guardrails: { ...guardrails, alarms: [...guardrails.alarms] } } });
const baked = underPolicy({
  rollout: { guardrails: { ...guardrails, alarms: [...guardrails.alarms] }, bake: { for: "1 hour" } },
});
const approve = commanded({ name: "approve", version: 2 });
/** Version 2 is approved, and SageMaker was asked to deploy it. */
const deploying: readonly Step[] = [registered(2), approve, confirmed];
const promoted: readonly Step[] = [...deploying, settled];
const alarmed = (alarm: string): Step =>
  told({
    kind: "alarm-changed",
    alarm,
    state: "ALARM",
    reason: "5 of 5 datapoints were above 0.05",
    endpoint: "meadow-prod",
    monitored: null,
  });
/** SageMaker has gone back, and says why. */
const takenBack: readonly Step[] = [
  endpointIs({ failureReason: "The alarm meadow-5xx went off." }),
  polled,
  later(minute),
];

describe("a version where SageMaker shifts the traffic", () => {
  it("takes the champion's variant name, and says that alarms alone judge it", () => {
    guarded
      .given(registered(2))
      .when(approve)
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            {
              challenger: {
                package: arn(2),
                version: 2,
                variant: "main",
                model: "driftwheel-meadow-v2-1-model",
              },
              champion: { package: arn(1), variant: "main" },
              fromConfig: "meadow-1",
              config: "driftwheel-meadow-v2-1-sole",
              // What SageMaker gives it first.
              weight: 10,
              // The waits are 15 minutes, and instances may take an hour.
              changeDeadline: "2026-07-06T10:15:00.000Z",
              guardrails: {
                shift: { kind: "canary", percent: 10, waitSeconds: 600 },
                terminationWaitSeconds: 300,
                maximumSeconds: null,
                alarms: ["meadow-5xx", "meadow-slow"],
              },
            },
            "Version 2 takes the place of version 1 under the name main, by SageMaker's guardrails: 10% of the traffic for 10 minutes, then all of it, with the old instances kept for 5 minutes; one of the alarms meadow-5xx, meadow-slow takes it back. No statistics are taken: SageMaker's alarms alone judge it.",
          ],
        ],
        [
          "set-approval",
          "start-rollout",
          [
            "deploy-guarded",
            {
              endpoint: "meadow-prod",
              expected: { configs: ["meadow-1"], weights: [{ main: 1 }] },
              fromConfig: "meadow-1",
              config: "driftwheel-meadow-v2-1-sole",
              challengerModel: "driftwheel-meadow-v2-1-model",
              challengerPackage: arn(2),
              variant: "main",
            },
          ],
        ],
      );
  });

  it("is promoted once the endpoint is in service with it, and needs no other change of the endpoint", () => {
    guarded
      .given(...deploying)
      .when(settled)
      .then(
        [
          [
            "rollout-promoted",
            { variant: "main", config: "driftwheel-meadow-v2-1-sole" },
            "Version 2 serves alone under the name main. None of its alarms (meadow-5xx, meadow-slow) went off during SageMaker's deployment, and no statistics were taken.",
          ],
        ],
        [
          ["mark-package", { package: arn(2), stage: "Production" }],
          ["mark-package", { package: arn(1), stage: "Archived" }],
        ],
      )
      .leaves({
        rollout: null,
        endpoint: { config: "driftwheel-meadow-v2-1-sole", variants: [{ name: "main", package: arn(2) }] },
        newestServed: 2,
        // Its instances ran beside the old ones, and cost something.
        unaccounted: [{ what: "trial", config: "driftwheel-meadow-v2-1-sole", deployed: true }],
      });
  });

  it("is rolled back when SageMaker has taken its deployment back, with SageMaker's own reason", () => {
    guarded
      .given(...deploying, ...takenBack)
      .when(polled)
      .then(
        [
          [
            "rollout-rolled-back",
            { config: "meadow-1", reason: "The alarm meadow-5xx went off." },
            "SageMaker took its deployment of version 2 back: The alarm meadow-5xx went off. The endpoint is in service with config meadow-1, and no statistics were taken.",
          ],
        ],
        [
          ["mark-package", { package: arn(2), stage: "Archived" }],
          ["set-approval", { package: arn(2), approval: "Rejected" }],
        ],
      )
      .leaves({ rollout: null, endpoint: { config: "meadow-1" } });
  });

  it("is rolled back without a reason where SageMaker gives none", () => {
    guarded
      .given(...deploying, polled, later(minute))
      .when(polled)
      .then(
        [["rollout-rolled-back", { reason: "SageMaker gave no reason" }]],
        ["mark-package", "set-approval"],
      );
  });

  it("tells of each stage that SageMaker's events tell of", () => {
    guarded
      .given(
        ...deploying,
        endpointIs({
          status: "Updating",
          pendingConfig: "driftwheel-meadow-v2-1-sole",
          stages: [{ variant: "main", status: "Baking", message: "Baking for 600 seconds." }],
        }),
      )
      .when(endpointTold)
      .then([
        [
          "signal-observed",
          {},
          "the endpoint is Updating with config meadow-1, on its way to driftwheel-meadow-v2-1-sole: main Baking (Baking for 600 seconds), as expected.",
        ],
      ]);
  });

  it("is held when its deadline has passed and the endpoint still changes", () => {
    guarded
      .given(
        ...deploying,
        endpointIs({ status: "Updating", pendingConfig: "driftwheel-meadow-v2-1-sole" }),
        later(76 * minute),
        polled,
      )
      .when(polled)
      .then([["rollout-held", {}, "The endpoint is Updating with config meadow-1"]]);
  });

  it("is not held one step before its deadline", () => {
    guarded
      .given(
        ...deploying,
        endpointIs({ status: "Updating", pendingConfig: "driftwheel-meadow-v2-1-sole" }),
        later(74 * minute),
        polled,
      )
      .when(polled)
      .then([]);
  });

  it("is held when SageMaker could not go back", () => {
    guarded
      .given(
        ...deploying,
        endpointIs({ status: "UpdateRollbackFailed", failureReason: "No capacity." }),
        polled,
      )
      .when(polled)
      .then([["rollout-held", {}, "The endpoint is UpdateRollbackFailed: No capacity."]]);
  });

  it("is held when someone else changed the endpoint", () => {
    guarded
      .given(...deploying, changedByHand("hot-fix"))
      .when(settled)
      .then([])
      .leaves({ rollout: { phase: "held" } });
  });

  it("is over when the deployment was refused, and says why", () => {
    guarded
      .given(registered(2), approve)
      .when(refused("deploy-guarded", "ValidationException: the variant names differ"))
      .then(
        [
          "effect-failed",
          ["rollout-rolled-back", { reason: "ValidationException: the variant names differ" }],
          "effect-dropped",
          "effect-dropped",
        ],
        ["mark-package", "set-approval"],
      );
  });

  it("goes on for as long as SageMaker may take, without its execution being begun again", () => {
    guarded
      .given(
        ...deploying,
        endpointIs({ status: "Updating", pendingConfig: "driftwheel-meadow-v2-1-sole" }),
        later(70 * minute),
      )
      .when(swept)
      .then([]);
  });
});

describe("an alarm of the deployment", () => {
  it("is left to SageMaker while it deploys", () => {
    guarded
      .given(...deploying)
      .when(alarmed("meadow-5xx"))
      .then([
        [
          "signal-observed",
          {},
          "SageMaker's deployment is watched by it, and is taken back by SageMaker itself.",
        ],
      ]);
  });

  it("that is another one is only told", () => {
    const { entries } = guarded.given(...deploying).when(alarmed("meadow-other"));
    expect(entries.at(-1)?.because).toBe("Alarm meadow-other is ALARM: 5 of 5 datapoints were above 0.05");
  });
});

it("a guard of the bake that goes off while SageMaker deploys is a way back that follows", () => {
  underPolicy({
    rollout: {
      guardrails: { ...guardrails, alarms: [...guardrails.alarms] },
      guards: { alarms: ["meadow-orders"] },
      bake: { for: "1 hour" },
    },
  })
    .given(...deploying)
    .when(alarmed("meadow-orders"))
    .then(["weights-shifted"], ["restore-config"])
    .leaves({ rollout: { phase: "rolling-back" } });
});

describe("a person during SageMaker's deployment", () => {
  it("may not promote: SageMaker takes no other change", () => {
    const { entries } = guarded.given(...deploying).when(commanded({ name: "promote" }));
    expect(refusal([...entries])).toBe(
      "SageMaker deploys version 2 by its guardrails, and takes no other change until that has ended; it promotes it by itself when no alarm goes off.",
    );
  });

  it("may pause, which does not stop SageMaker", () => {
    guarded
      .given(...deploying)
      .when(commanded({ name: "pause" }))
      .then([
        "command-accepted",
        ["paused", {}, "SageMaker's deployment of version 2 goes on all the same: nothing pauses it"],
      ]);
    guarded
      .given(...deploying, commanded({ name: "pause" }))
      .when(settled)
      .then(["rollout-promoted"], ["mark-package", "mark-package"]);
  });

  it("may roll back, which follows once SageMaker's deployment has ended", () => {
    guarded
      .given(...deploying)
      .when(commanded({ name: "roll-back" }))
      .then(
        [
          "command-accepted",
          [
            "weights-shifted",
            {
              to: 0,
              weights: { main: 100 },
              next: { deploy: "original", config: "meadow-1", anew: null },
              // An hour after SageMaker's own deadline.
              changeDeadline: "2026-07-06T11:15:00.000Z",
            },
            "Version 2 goes, and the config before it, meadow-1, is put back, as soon as SageMaker's deployment has ended: it takes no other change of an endpoint that is Updating, and one of the deployment's alarms in ALARM ends it sooner: ada asked to roll it back now",
          ],
        ],
        // A variant that serves alone has no weights to shift.
        [
          [
            "restore-config",
            {
              config: "meadow-1",
              expected: { configs: ["meadow-1", "driftwheel-meadow-v2-1-sole"] },
              anew: null,
            },
          ],
        ],
      );
  });

  it("sees it rolled back, be it by SageMaker or by Driftwheel", () => {
    guarded
      .given(...deploying, commanded({ name: "roll-back" }), settled, later(minute))
      .when(polled)
      .then(
        [
          [
            "rollout-rolled-back",
            { config: "meadow-1" },
            "The old champion serves again under the name main. ada asked to roll it back now",
          ],
        ],
        ["mark-package", "set-approval"],
      );
  });

  it("who takes the model out of the fleet has it rolled back", () => {
    guarded
      .given(...deploying)
      .when(leftFleet)
      .then(["paused", "weights-shifted"], ["restore-config"]);
  });
});

describe("a held deployment that is resumed", () => {
  const held: readonly Step[] = [
    ...deploying,
    endpointIs({ status: "UpdateRollbackFailed", failureReason: "No capacity." }),
    polled,
    polled,
  ];
  const resume = commanded({ name: "resume" });

  it("is promoted where its config serves", () => {
    guarded
      .given(
        ...held,
        endpointIs({
          status: "InService",
          config: "driftwheel-meadow-v2-1-sole",
          variants: [{ name: "main", weight: 1, model: "new", package: arn(2) }],
        }),
      )
      .when(resume)
      .then(["command-accepted", "resumed", "rollout-promoted"], ["mark-package", "mark-package"]);
  });

  it("is rolled back where the config before serves", () => {
    guarded
      .given(...held, endpointIs({ status: "InService" }))
      .when(resume)
      .then(["command-accepted", "resumed", "rollout-rolled-back"], ["mark-package", "set-approval"]);
  });

  it("pays back the roll back that was asked for", () => {
    guarded
      .given(
        ...held,
        alarmed("none"),
        leftFleet,
        endpointIs({
          status: "InService",
          config: "driftwheel-meadow-v2-1-sole",
          variants: [{ name: "main", weight: 1, model: "new", package: arn(2) }],
        }),
      )
      .when(resume)
      .then(["command-accepted", "resumed", "weights-shifted"], ["start-rollout", "restore-config"]);
  });
});

describe("a bake after SageMaker's deployment", () => {
  it("watches the version as after any promotion, and says so when it begins", () => {
    baked
      .given(registered(2))
      .when(approve)
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            {},
            "No statistics are taken until it serves alone: SageMaker's alarms judge it, and the bake after them.",
          ],
        ],
        ["set-approval", "start-rollout", "deploy-guarded"],
      );
    baked
      .given(...deploying)
      .when(settled)
      .then([["rollout-promoted", { bake: { keepWarm: false } }]], ["mark-package", "mark-package"])
      .leaves({ rollout: { phase: "baking" } });
  });

  it("goes back to the config before by one change, with no weights to shift", () => {
    baked
      .given(...promoted)
      .when(commanded({ name: "roll-back" }))
      .then(
        [
          "command-accepted",
          ["weights-shifted", { weights: { main: 100 } }, "is put back: ada asked to roll it back now"],
        ],
        [["restore-config", { config: "meadow-1", expected: { configs: ["driftwheel-meadow-v2-1-sole"] } }]],
      );
    baked
      .given(...promoted, commanded({ name: "roll-back" }))
      .when(settled)
      .then(
        [["rollout-rolled-back", { config: "meadow-1" }]],
        ["mark-package", "set-approval", "mark-package"],
      )
      .leaves({ rollout: null, endpoint: { config: "meadow-1", variants: [{ package: arn(1) }] } });
  });
});

describe("an undo", () => {
  const undo = commanded({ name: "undo" });

  it("brings the former champion back under the same name, at once and with no alarm to take it back", () => {
    guarded
      .given(...promoted)
      .when(undo)
      .then(
        [
          "command-accepted",
          [
            "rollout-started",
            {
              challenger: { version: 1, variant: "main" },
              config: "driftwheel-meadow-v1-2-sole",
              guardrails: { shift: { kind: "all at once" }, alarms: [] },
              undoes: { by: "ada" },
            },
          ],
        ],
        ["start-rollout", ["deploy-guarded", { variant: "main", challengerPackage: arn(1) }]],
      );
    guarded
      .given(...promoted, undo)
      .when(settled)
      .then(
        [["rollout-promoted", { undoes: { by: "ada" } }, "Version 1 serves alone under the name main."]],
        ["mark-package", "mark-package", "set-approval"],
      )
      .leaves({ rollout: null, lastPromotion: { undone: { by: "ada" } } });
  });
});

const traits = {
  shadows: false,
  serverless: false,
  asynchronous: false,
  components: false,
  multiModel: false,
  containers: 1,
  metricsEvery: 60,
};

describe("a version of a model that queues requests", () => {
  const queued = underPolicy({
    serving: "asynchronous",
    rollout: { guardrails: { ...guardrails, alarms: [...guardrails.alarms] } },
  });
  const queues = endpointIs({ traits: { ...traits, asynchronous: true } });
  const deployed: readonly Step[] = [queues, ...deploying];

  it("is deployed under the champion's variant name on the model's own endpoint, and promoted there", () => {
    queued
      .given(queues, registered(2))
      .when(approve)
      .then(
        ["command-accepted", "candidate-approved", ["rollout-started", { endpoint: "meadow-prod" }]],
        ["set-approval", "start-rollout", ["deploy-guarded", { endpoint: "meadow-prod", variant: "main" }]],
      )
      .leaves({ rollout: { apart: null } });
    queued
      .given(...deployed)
      .when(settled)
      .then(["rollout-promoted"], ["mark-package", "mark-package"])
      .leaves({ rollout: null, endpoint: { variants: [{ name: "main", package: arn(2) }] } });
  });

  it("is rolled back when SageMaker has taken it back", () => {
    queued
      .given(...deployed, ...takenBack)
      .when(polled)
      .then([["rollout-rolled-back", { config: "meadow-1" }]], ["mark-package", "set-approval"]);
  });

  it("is undone under the same name", () => {
    queued
      .given(...deployed, settled)
      .when(commanded({ name: "undo" }))
      .then(
        ["command-accepted", ["rollout-started", { challenger: { version: 1, variant: "main" } }]],
        ["start-rollout", "deploy-guarded"],
      );
  });

  it.each([
    [queued, traits, 'is of one that answers in "real time", and the policy\'s serving is "asynchronous"'],
    [guarded, { ...traits, asynchronous: true }, 'Write serving: "asynchronous": SageMaker\'s guardrails'],
  ])("is rejected where the endpoint is of another kind than the policy says", (of, found, says) => {
    of.given(registered(2), endpointIs({ traits: found }))
      .when(approve)
      .then(
        ["command-accepted", "candidate-approved", ["candidate-rejected", {}, says], "effect-dropped"],
        ["set-approval", "set-approval"],
      );
  });
});

describe("an endpoint that guardrails do not fit", () => {
  it.each([
    [
      "several variants",
      {
        variants: [
          { name: "main", weight: 1, model: "meadow-1", package: arn(1) },
          { name: "other", weight: 1, model: "meadow-1", package: arn(1) },
        ],
        traits,
      },
      "has 2 variants, and rollout.guardrails replaces the model of one that serves alone",
    ],
    [
      "Inf1 instances",
      { traits: { ...traits, instanceTypes: ["ml.inf1.xlarge"] } },
      "runs on ml.inf1.xlarge, and on Inf1 instances SageMaker shifts all of the traffic at once",
    ],
  ])("by its %s gets no version, with what would be possible", (_, endpoint, says) => {
    guarded
      .given(registered(2), endpointIs(endpoint))
      .when(approve)
      .then(
        ["command-accepted", "candidate-approved", ["candidate-rejected", {}, says], "effect-dropped"],
        ["set-approval", "set-approval"],
      );
  });

  it("has metrics that nobody reads without a bake, however rare they are", () => {
    guarded
      .given(registered(2), endpointIs({ traits: { ...traits, metricsEvery: 300 } }))
      .when(approve)
      .then(
        ["command-accepted", "candidate-approved", "rollout-started"],
        ["set-approval", "start-rollout", "deploy-guarded"],
      );
  });
});
