import { describe, expect, it } from "vitest";
import type { EndpointTraits } from "../../vocabulary/fact.ts";
import { refusal } from "../testing/model.ts";
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
  ["that is asynchronous", { asynchronous: true }, "SageMaker publishes no Invocations of such an endpoint"],
  ["of inference components", { components: true }, "Give the model an endpoint of its own"],
  ["of many models", { multiModel: true }, "whose callers name the model they want"],
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
