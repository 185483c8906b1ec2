import { describe, expect, it } from "vitest";
import type { EndpointTraits } from "../../vocabulary/fact.ts";
import { arn, refusal } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import { commanded, edited, endpointIs, registered, swept } from "../testing/steps.ts";

const usual: EndpointTraits = {
  shadows: false,
  serverless: false,
  asynchronous: false,
  components: false,
  multiModel: false,
  containers: 1,
  metricsEvery: 60,
};
const kinds: readonly (readonly [string, Partial<EndpointTraits>, string])[] = [
  ["with a shadow variant", { shadows: true }, "has a shadow variant, and beside one SageMaker takes one"],
  ["that is serverless", { serverless: true }, "is serverless, and a serverless endpoint takes one variant"],
  ["that is asynchronous", { asynchronous: true }, "an asynchronous endpoint takes one variant"],
  [
    "of inference components",
    { components: true },
    "Write component: with the name of the one that serves the model",
  ],
  [
    "of many models",
    { multiModel: true, artifacts: "s3://meadow/serving/" },
    'Write targetModel: { artifact: "<the artifact that callers name>", under: "s3://meadow/serving/" }',
  ],
  ["of several containers", { containers: 3 }, "serves a pipeline of 3 containers"],
  [
    "whose metrics are rarer than the policy's periods",
    { metricsEvery: 300 },
    "Make rollout.period 5 minutes",
  ],
];

describe("a version for an endpoint", () => {
  it.each(kinds)("%s is rejected when it arrives, with what would be possible", (_, traits, words) => {
    given(endpointIs({ traits: { ...usual, ...traits } }))
      .when(registered(2))
      .then(
        [
          "signal-observed",
          "candidate-registered",
          [
            "candidate-rejected",
            { version: 2, checks: [{ metric: "mae" }, { metric: "endpoint", passed: false }] },
          ],
        ],
        [["set-approval", { approval: "Rejected" }]],
      );
    given(endpointIs({ traits: { ...usual, ...traits } }), registered(2))
      .when(edited(2, "Approved", { updatedFields: ["ModelApprovalStatus"] }))
      .then(
        ["candidate-approved", ["candidate-rejected", {}, words]],
        [["set-approval", { approval: "Rejected" }]],
      );
  });

  it("of the usual kind, or of which nothing is known, goes on trial", () => {
    for (const traits of [usual, null]) {
      given(endpointIs({ traits }), registered(2))
        .when(commanded({ name: "approve", version: 2 }))
        .then(
          ["command-accepted", "candidate-approved", "rollout-started"],
          ["set-approval", "start-rollout", "deploy-trial"],
        );
    }
  });

  it("whose metrics come as often as the policy reads them goes on trial", () => {
    underPolicy({ rollout: { ramp: [20], lookEvery: "10 minutes", period: "5 minutes" } })
      .given(endpointIs({ traits: { ...usual, metricsEvery: 300 } }), registered(2))
      .when(commanded({ name: "approve", version: 2 }))
      .then(
        ["command-accepted", "candidate-approved", "rollout-started"],
        ["set-approval", "start-rollout", "deploy-trial"],
      );
  });

  it("that became one on which no trial is possible is refused when a person starts the rollout", () => {
    const outcome = given(
      swept,
      registered(2),
      endpointIs({ status: "Updating" }),
      commanded({ name: "approve", version: 2 }),
      endpointIs({ status: "InService", traits: { ...usual, shadows: true } }),
    ).when(commanded({ name: "start-rollout", version: 2 }));
    expect(refusal(outcome.entries)).toMatch(/has a shadow variant/);
  });
});

describe("a version of one model of a multi-model endpoint", () => {
  // Of such a model alone a real-time policy has none.
  const without = { rollout: undefined } as object;
  const untried = underPolicy({
    targetModel: { artifact: "meadow.tar.gz", under: "s3://meadow/serving/" },
    drift: {
      ...{ monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 } },
      predictionLog: "s3://meadow/predictions",
    },
    ...without,
  });
  const there = endpointIs({ traits: { ...usual, multiModel: true, artifacts: "s3://meadow/serving/" } });

  it("is approved, and left to whoever puts its artifact under the prefix", () => {
    untried
      .given(there, registered(2))
      .when(commanded({ name: "approve", version: 2 }))
      .then(
        ["command-accepted", ["candidate-approved", { version: 2 }, "Deploy it to meadow-prod yourself"]],
        ["set-approval"],
      )
      .after([{ ask: "endpoint", name: "meadow-prod:meadow.tar.gz" }]);
  });

  it("is the champion once callers ask its artifact, and nothing is held for that", () => {
    const deployed = endpointIs({
      config: "meadow-2.tar.gz",
      variants: [{ name: "meadow-2.tar.gz", weight: 1, model: "many", package: arn(2) }],
    });
    untried
      .given(there, registered(2), commanded({ name: "approve", version: 2 }), deployed, swept)
      .when(swept)
      .then([["signal-observed", { endpoint: { config: "meadow-2.tar.gz" } }]])
      .leaves({ held: null, newestServed: 2 });
  });
});

describe.each(["serverless", "asynchronous"] as const)(
  "a version of a model that is served %s",
  (serving) => {
    const untried = underPolicy({ serving });
    const why = "it has no rollout";
    const there = endpointIs({ traits: { ...usual, [serving]: true } });

    it("meets the gate, is approved, and is left to whoever deploys it", () => {
      untried
        .given(there, registered(2))
        .when(commanded({ name: "approve", version: 2 }))
        .then(
          [
            "command-accepted",
            [
              "candidate-approved",
              { version: 2 },
              `Deploy it to meadow-prod yourself: the policy's serving is "${serving}", and ${why}.`,
            ],
          ],
          ["set-approval"],
        );
      untried
        .given(there, registered(2), commanded({ name: "approve", version: 2 }))
        .when(swept)
        .then([]);
    });

    it("goes on no trial when a person wants one, and there is none to undo", () => {
      const wanted = untried
        .given(there, registered(2), commanded({ name: "approve", version: 2 }))
        .when(commanded({ name: "start-rollout", version: 2 }));
      expect(refusal(wanted.entries)).toBe(
        `the policy's serving is "${serving}", and ${why}. Deploy the version yourself: what the endpoint then serves is taken for the champion.`,
      );
      expect(wanted.effects).toEqual([]);
    });

    it("is the champion once others deployed it, and nothing is held for that", () => {
      const deployed = endpointIs({
        config: "meadow-2",
        variants: [{ name: "main", weight: 1, model: "meadow-2", package: arn(2) }],
      });
      untried
        .given(there, registered(2), commanded({ name: "approve", version: 2 }), deployed, swept)
        .when(swept)
        .then([
          [
            "signal-observed",
            { endpoint: { config: "meadow-2" } },
            "what serves now is the champion: config meadow-2 (main 1).",
          ],
        ])
        .leaves({ held: null, unconfirmed: null, newestServed: 2 });
      untried
        .given(there, registered(2), commanded({ name: "approve", version: 2 }), deployed, swept, swept)
        .when(swept)
        .then([]);
    });

    it("keeps the hold where the endpoint is gone", () => {
      untried
        .given(there, swept, endpointIs({ exists: false, config: null, variants: [] }), swept)
        .when(swept)
        .then(["endpoint-changed-outside"]);
    });
  },
);
