import { describe, it } from "vitest";
import { arn } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  candidateIs,
  championIs,
  commanded,
  endpointIs,
  endpointTold,
  packageChanged,
  registered,
  settled,
} from "../testing/steps.ts";

const observed = (because: string | RegExp) =>
  ["signal-observed", { signal: "model-package-changed" }, because] as const;
const passes = ["candidate-registered", "candidate-accepted", "approval-requested"] as const;
const approve = (version: number) => commanded({ name: "approve", version });
const automatic = underPolicy({ approve: "automatically" });

describe("a version that Driftwheel has not seen", () => {
  it("meets the gate, and a person is asked", () => {
    given(endpointTold)
      .when(registered(2))
      .then([
        [
          "candidate-registered",
          { package: arn(2), version: 2, evaluationUri: "s3://meadow/2/evaluation.json" },
          "Version 2 of meadow was registered with s3://meadow/2/evaluation.json.",
        ],
        [
          "candidate-accepted",
          { package: arn(2), version: 2, checks: [{ metric: "mae", passed: true }] },
          "The gate is passed. mae (at most 2): 1 is within bounds.",
        ],
        [
          "approval-requested",
          { package: arn(2), version: 2, from: "person", deadline: "2026-07-08T09:00:00.000Z" },
          "The policy wants a person's approval of version 2 until 2026-07-08T09:00:00.000Z, and rejects it when nobody decided by then. mae",
        ],
      ])
      .leaves({
        candidates: {
          [arn(2)]: {
            stage: "approval-requested",
            approvalDeadline: "2026-07-08T09:00:00.000Z",
            decided: null,
          },
        },
      });
  });

  it("is approved by the policy where the policy says so", () => {
    automatic
      .given(endpointTold)
      .when(registered(2))
      .then(
        [
          "candidate-registered",
          "candidate-accepted",
          [
            "approval-requested",
            { from: "automatic", deadline: null },
            "The policy approves what passes the gate: version 2. mae",
          ],
        ],
        [["set-approval", { package: arn(2), approval: "Approved" }]],
      );
  });

  it("is rejected by the gate with every check, one failed being enough", () => {
    underPolicy({
      gate: [
        { metric: "mae", atMost: 9 },
        { metric: "mae", atMost: 2 },
      ],
    })
      .given(endpointTold)
      .when(registered(2, "PendingManualApproval", 3))
      .then(
        [
          "candidate-registered",
          [
            "candidate-rejected",
            { package: arn(2), version: 2, checks: [{ passed: true }, { passed: false }] },
            "The gate is not passed. mae (at most 9): 3 is within bounds. mae (at most 2): 3 is above 2.",
          ],
        ],
        [["set-approval", { package: arn(2), approval: "Rejected" }]],
      )
      .leaves({ candidates: { [arn(2)]: { stage: "rejected" } } });
  });

  it("that is approved already is not asked about, and goes on trial", () => {
    given(endpointTold)
      .when(registered(2, "Approved"))
      .then(
        [
          "candidate-registered",
          "candidate-accepted",
          [
            "candidate-approved",
            { by: "a person", route: "registry" },
            "Version 2 was approved by a person.",
          ],
          "rollout-started",
        ],
        ["start-rollout", "deploy-trial"],
      );
  });

  it("that is rejected already is rejected after it passed the gate", () => {
    given(endpointTold)
      .when(registered(2, "Rejected"))
      .then([...passes, ["approval-rejected", { by: "a person", route: "registry" }]])
      .leaves({ candidates: { [arn(2)]: { stage: "approval-rejected" } } });
  });

  it("without an evaluation says so", () => {
    given(endpointTold, candidateIs({ evaluationUri: null, evaluation: { ok: false, reason: "NoSuchKey" } }))
      .when(packageChanged(2, {}))
      .then(
        [
          ["candidate-registered", { evaluationUri: null }, "was registered without an evaluation."],
          "candidate-rejected",
        ],
        ["set-approval"],
      );
  });

  it("that is not asked about, because the endpoint tells a newer champion while it changes, is no candidate", () => {
    given(championIs(5), endpointIs({ status: "Updating" }))
      .when(registered(4))
      .then([observed("Version 4 is older than the champion, version 5.")])
      .after(["endpoint"]);
  });

  it.each(["Pending", "InProgress", "Failed", "Deleting", "Unknown"] as const)(
    "that is %s is no candidate, and not asked about",
    (status) => {
      given(endpointTold)
        .when(packageChanged(2, { status }))
        .then([observed(`Version 2 is ${status}; only a completed package can be a candidate.`)])
        .after([]);
    },
  );

  it("shows the endpoint too when nothing was seen of it before", () => {
    given()
      .when(registered(2))
      .then([["signal-observed", { endpoint: { config: "meadow-1" } }], ...passes])
      .after(["endpoint", "candidate"]);
  });
});

describe("beside the champion", () => {
  it.each([
    ["the champion's own version", 5, "Version 5 is the champion."],
    ["an older version", 4, "Version 4 is older than the champion, version 5."],
  ])("%s is only observed, and not asked about", (_, version, because) => {
    given(championIs(5), endpointTold)
      .when(registered(version))
      .then([observed(because)])
      .leaves({ candidates: {} })
      .after([]);
    given(championIs(5), endpointTold)
      .when(packageChanged(version, { status: "Failed" }))
      .then([observed(because)]);
  });

  it("the next version is a candidate, and so is any where no package serves", () => {
    given(championIs(5), endpointTold).when(registered(6)).then(passes);
    given(championIs(null), endpointTold).when(registered(1)).then(passes);
  });

  it("a version that is no newer than one that served is none, whatever a person has put in its place", () => {
    given(
      championIs(5),
      endpointTold,
      commanded({ name: "pause" }),
      championIs(null),
      commanded({ name: "resume" }),
    )
      .when(registered(4))
      .then([observed("Version 4 is no newer than version 5, which served before.")])
      .after([]);
  });

  it("a candidate that became older than the champion is still known", () => {
    const serves3 = [
      registered(2),
      registered(3),
      approve(3),
      settled,
      commanded({ name: "promote" }),
      settled,
    ];
    given(...serves3)
      .when(registered(2, "Rejected"))
      .then(["approval-rejected"]);
    given(...serves3)
      .when(registered(3, "Approved"))
      .then([observed("Version 3 is promoted; the registry says Approved.")]);
  });
});
