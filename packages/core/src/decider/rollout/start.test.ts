import { describe, expect, it } from "vitest";
import { arn } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  changedByHand,
  commanded,
  endpointIs,
  found,
  onTrial,
  registered,
  settled,
  swept,
} from "../testing/steps.ts";

const approve = (version: number) => commanded({ name: "approve", version });
const nothingYet = { trials: 0, successes: 0, invocations: 0, errors: 0, latency: null };
const history = { trials: 60, successes: 45, invocations: 60, errors: 0, latency: 900 };

describe("the trial of an approved version", () => {
  it("starts at once, with everything that its execution and its looks go by", () => {
    given(registered(2))
      .when(approve(2))
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            {
              rollout: "meadow-v2-1",
              executionName: "driftwheel-meadow-v2-1-1",
              challenger: {
                package: arn(2),
                version: 2,
                variant: "version-2",
                model: "driftwheel-meadow-v2-1-model",
              },
              champion: { package: arn(1), variant: "main" },
              endpoint: "meadow-prod",
              fromConfig: "meadow-1",
              config: "driftwheel-meadow-v2-1-trial",
              weight: 20,
              deadline: "2026-07-08T09:00:00.000Z",
              changeDeadline: "2026-07-06T10:00:00.000Z",
              minimumEffects: { outcome: 0.02, errors: 0.01, slow: 0.02 },
            },
            "Version 2 goes on trial against variant main with 20% of the traffic; the champion was right in 74.6% of 60 outcomes before.",
          ],
        ],
        [
          "set-approval",
          ["start-rollout", { rollout: "meadow-v2-1", executionName: "driftwheel-meadow-v2-1-1" }],
          [
            "deploy-trial",
            {
              endpoint: "meadow-prod",
              fromConfig: "meadow-1",
              config: "driftwheel-meadow-v2-1-trial",
              challengerModel: "driftwheel-meadow-v2-1-model",
              challengerPackage: arn(2),
              championVariant: "main",
              challengerVariant: "version-2",
              championWeight: 80,
              challengerWeight: 20,
            },
          ],
        ],
      )
      .leaves({
        rollouts: 1,
        rollout: {
          rollout: "meadow-v2-1",
          sequence: 7,
          startedAt: "2026-07-06T09:00:00.000Z",
          lastSign: "2026-07-06T09:00:00.000Z",
          deadline: "2026-07-08T09:00:00.000Z",
          executions: 1,
          phase: "deploying",
          originalConfig: "meadow-1",
          trialConfig: "driftwheel-meadow-v2-1-trial",
          weight: 20,
          looks: 0,
          readUntil: null,
          totals: { champion: { trials: 0, successes: 0 }, challenger: { trials: 0, successes: 0 } },
          change: {
            sequence: 7,
            deadline: "2026-07-06T10:00:00.000Z",
            config: "driftwheel-meadow-v2-1-trial",
            before: "meadow-1",
            weights: null,
          },
          rollBackReason: null,
        },
      });
  });

  it("has the differences that matter from the policy", () => {
    underPolicy({
      rollout: { ramp: [10], minimumEffect: 0.03, guards: { errorRate: 0.04, p99Latency: 0.05 } },
    })
      .given(registered(2))
      .when(approve(2))
      .then(
        [
          "command-accepted",
          "candidate-approved",
          ["rollout-started", { minimumEffects: { outcome: 0.03, errors: 0.04, slow: 0.05 } }],
        ],
        ["set-approval", "start-rollout", ["deploy-trial", { championWeight: 90, challengerWeight: 10 }]],
      );
  });

  it.each([
    [
      "half a success and half a failure keep its rate off 0 and 1",
      { ...history, trials: 3, successes: 3 },
      { rate: 3.5 / 4, weight: 3, errorRate: 0, latency: 900 },
      "the champion was right in 87.5% of 3 outcomes before",
    ],
    [
      "a long one does not drown what the trial shows",
      { trials: 5_000, successes: 4_000, invocations: 8_000, errors: 80, latency: 1_200 },
      { rate: 4_000.5 / 5_001, weight: 100, errorRate: 0.01, latency: 1_200 },
      "the champion was right in 80% of 5000 outcomes before",
    ],
    [
      "successes and errors are never more than what they are of",
      { trials: 10, successes: 12, invocations: 4, errors: 6, latency: null },
      { rate: 10.5 / 11, weight: 10, errorRate: 1, latency: null },
      "the champion was right in 95.5% of 10 outcomes before",
    ],
    [
      "without outcomes it says that none have come",
      nothingYet,
      { rate: 0.5, weight: 0, errorRate: 0, latency: null },
      "there are no outcomes yet, so until some come only errors and latency can be judged",
    ],
  ])("is seeded with the champion's past: %s", (_, championHistory, seed, words) => {
    given(registered(2), found({ championHistory }))
      .when(approve(2))
      .then(
        ["command-accepted", "candidate-approved", ["rollout-started", { history: seed }, words]],
        ["set-approval", "start-rollout", "deploy-trial"],
      )
      .leaves({ rollout: { history: seed } });
  });

  it("is seeded with the champion's values where the policy judges values, and says their mean", () => {
    const values = { count: 200, sum: 1_000, squares: 6_000, low: 0, high: 50 };
    const value = { better: "lower" as const, bounds: [0, 50] satisfies [number, number] };
    underPolicy({ rollout: { ramp: [10], outcomes: { value } } })
      .given(
        registered(2),
        found({ championHistory: { ...nothingYet, trials: 200, invocations: 900, values } }),
      )
      .when(approve(2))
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            {
              history: {
                values: {
                  ...{ better: "lower", minimumEffect: 0.05, low: 0, high: 50 },
                  past: { count: 100, sum: 500, squares: 3_000 },
                },
              },
            },
            "the champion's 200 values before were 5 on average, and lower is better",
          ],
        ],
        ["set-approval", "start-rollout", "deploy-trial"],
      );
  });

  it("begins its questions with the champion's past", () => {
    given(
      registered(2),
      found({ championHistory: { trials: 60, successes: 45, invocations: 1_000, errors: 30, latency: 900 } }),
    )
      .when(approve(2))
      .then(
        ["command-accepted", "candidate-approved", "rollout-started"],
        ["set-approval", "start-rollout", "deploy-trial"],
      )
      .leaves({
        rollout: {
          referee: {
            better: { direction: "better", past: { trials: 60 } },
            worse: { direction: "worse", past: { trials: 60 } },
            errors: { direction: "better", past: { trials: 100, successes: 3 } },
            slow: { direction: "better", past: { trials: 100, successes: expect.closeTo(1, 9) } },
          },
        },
      });
    given(registered(2), found({ championHistory: nothingYet }))
      .when(approve(2))
      .leaves({
        rollout: {
          referee: {
            better: { past: { trials: 1, successes: 0.5 } },
            errors: { past: { trials: 100, successes: expect.closeTo(0.1, 9) } },
          },
        },
      });
  });

  it("is named anew each time", () => {
    given(...onTrial, commanded({ name: "roll-back" }), settled)
      .when(commanded({ name: "start-rollout", version: 2 }))
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            {
              rollout: "meadow-v2-2",
              executionName: "driftwheel-meadow-v2-2-1",
              config: "driftwheel-meadow-v2-2-trial",
            },
          ],
          // That it is rejected in the registry, because it was rolled back.
          ["effect-dropped", { effect: "set-approval" }],
        ],
        ["set-approval", "start-rollout", "deploy-trial"],
      )
      .leaves({ rollouts: 2 });
  });

  it("is the one of the heaviest variant", () => {
    given(
      endpointIs({
        variants: [
          { name: "small", weight: 1, model: null, package: null },
          { name: "large", weight: 3, model: null, package: arn(1) },
        ],
      }),
      registered(2),
    )
      .when(approve(2))
      .then(
        [
          "command-accepted",
          "candidate-approved",
          ["rollout-started", { champion: { package: arn(1), variant: "large" } }],
        ],
        ["set-approval", "start-rollout", "deploy-trial"],
      );
  });
});

describe("an approved version whose trial cannot start", () => {
  const waits = [["command-accepted", "candidate-approved"], ["set-approval"]] as const;

  it("waits while the endpoint is busy, and the sweep starts it", () => {
    given(registered(2), endpointIs({ status: "Updating" }))
      .when(approve(2))
      .then(...waits);
    given(registered(2), endpointIs({ status: "Updating" }), approve(2), endpointIs({ status: "InService" }))
      .when(swept)
      .then(["rollout-started"], ["start-rollout", "deploy-trial"]);
  });

  it("waits while another version is on trial, and its turn comes when that is over", () => {
    given(...onTrial, registered(3))
      .when(approve(3))
      .then(...waits);
    given(...onTrial, registered(3), approve(3), commanded({ name: "roll-back" }))
      .when(settled)
      .then(
        ["rollout-rolled-back", ["rollout-started", { rollout: "meadow-v3-2", fromConfig: "meadow-1" }]],
        ["mark-package", "set-approval", "start-rollout", "deploy-trial"],
      );
  });

  it("waits while the model is paused", () => {
    given(registered(2), commanded({ name: "pause" }))
      .when(approve(2))
      .then(...waits);
  });

  it("waits while the endpoint is not what the ledger says", () => {
    given(registered(2), endpointIs({ config: "by-hand" }))
      .when(approve(2))
      .then(...waits);
    given(registered(2), changedByHand("by-hand"))
      .when(approve(2))
      .then(...waits);
  });

  it("waits while the endpoint does not exist, or has no variant", () => {
    given(registered(2), endpointIs({ exists: false }))
      .when(approve(2))
      .then(...waits);
    given(registered(2), endpointIs({ variants: [] }))
      .when(approve(2))
      .then(...waits);
  });
});

describe("which version is tried next", () => {
  const held = [commanded({ name: "pause" })] as const;

  it("is the newest that is approved", () => {
    given(...held, registered(2), registered(4), registered(3), approve(2), approve(4), approve(3))
      .when(commanded({ name: "resume" }))
      .then(
        ["command-accepted", "resumed", ["rollout-started", { challenger: { version: 4 } }]],
        ["start-rollout", "deploy-trial"],
      );
  });

  it("is none that is not approved", () => {
    given(...held, registered(2))
      .when(commanded({ name: "resume" }))
      .then(["command-accepted", "resumed"]);
  });

  it("is none that is older than the champion", () => {
    given(registered(2), registered(3), approve(3), settled, approve(2), commanded({ name: "promote" }))
      .when(settled)
      .then(["rollout-promoted"], ["mark-package", "mark-package"])
      .leaves({ rollout: null });
  });

  it("is not the version that someone made the champion in the meantime", () => {
    const variants = [{ name: "main", weight: 1, model: "meadow-2", package: arn(2) }];
    given(...held, registered(2), approve(2), endpointIs({ config: "meadow-2", variants }))
      .when(commanded({ name: "resume" }))
      .then(["command-accepted", "resumed"])
      .leaves({ rollout: null, endpoint: { config: "meadow-2" } });
  });
});
