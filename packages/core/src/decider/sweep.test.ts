import { describe, expect, it } from "vitest";
import type { PackagesFact } from "../vocabulary/fact.ts";
import { driftConfirmed } from "./testing/drift-steps.ts";
import { arn, minute } from "./testing/model.ts";
import { given, underPolicy } from "./testing/specification.ts";
import {
  answered,
  candidateIs,
  commanded,
  endpointIs,
  executionIs,
  found,
  inRegistry,
  later,
  onTrial,
  policyBecomes,
  refused,
  registered,
  swept,
} from "./testing/steps.ts";

const day = 24 * 60 * minute;
const running = [
  ...driftConfirmed,
  answered("start-pipeline", { ok: true, answer: { execution: "run-1" } }),
] as const;
/** Of the default policy: three looks and one period, or for a change of the endpoint an hour and a look. */
const silence = 16 * minute;

const sharedGroup = "arn:aws:sagemaker:eu-west-3:444455556666:model-package-group/meadow";

describe("a group that another account shares", () => {
  it("is asked for by its ARN, and its versions are taken as if their events had come", () => {
    underPolicy({ packageGroup: sharedGroup })
      .given(swept, inRegistry(2))
      .when(swept)
      .then([
        ["candidate-registered", {}, /^Version 2 of meadow was registered/],
        "candidate-accepted",
        "approval-requested",
      ])
      .after(["endpoint", { ask: "packages", group: sharedGroup }, "candidate"]);
  });
});

describe("a sweep", () => {
  it("writes nothing when all is well", () => {
    given(swept).when(swept).then([]);
    given(...running)
      .when(swept)
      .then([]);
    given(...onTrial)
      .when(swept)
      .then([]);
  });

  it("takes the endpoint as it is at its first sight", () => {
    given()
      .when(swept)
      .then([["signal-observed", { endpoint: { config: "meadow-1" } }]]);
  });

  it("finds an endpoint that someone else changed", () => {
    given(swept, endpointIs({ config: "theirs" }), swept)
      .when(swept)
      .then([["endpoint-changed-outside", { expectedConfig: "meadow-1", foundConfig: "theirs" }]]);
  });

  it("starts the trial that a busy endpoint kept from starting", () => {
    given(endpointIs({ status: "Updating" }), registered(2, "Approved"))
      .when(swept)
      .then([]);
    given(
      swept,
      endpointIs({ status: "Updating" }),
      registered(2, "Approved"),
      endpointIs({ status: "InService" }),
    )
      .when(swept)
      .then([["rollout-started", { challenger: { version: 2 } }]], ["start-rollout", "deploy-trial"]);
  });

  it("tells a page once more that nobody acknowledged", () => {
    const paging = underPolicy({ alerts: { page: ["endpoint-changed-outside"], escalateAfter: "1 hour" } });
    paging
      .given(swept, endpointIs({ config: "theirs" }), swept, swept, later(60 * minute))
      .when(swept)
      .then(["alert-escalated"], ["send-alert"]);
  });
});

describe("the sweep of a retraining", () => {
  it("writes its end that no event told", () => {
    given(...running, executionIs("Succeeded"))
      .when(swept)
      .then([
        ["retraining-succeeded", { execution: "run-1" }, "The pipeline execution succeeded after 1 second"],
      ])
      .leaves({ retraining: null });
    given(...running, executionIs("Failed", "out of memory"))
      .when(swept)
      .then([["retraining-failed", { execution: "run-1", reason: "out of memory" }]])
      .leaves({ retraining: null });
  });

  it("cannot tell the end of one whose execution is not known", () => {
    given(...driftConfirmed, executionIs("Succeeded"))
      .when(swept)
      .then([])
      .after(["endpoint", "packages"]);
  });

  it.each([
    ["known", running, "run-1"],
    ["not known", driftConfirmed, null],
  ] as const)("gives it up after its deadline, the execution being %s", (_, before, execution) => {
    given(...before, later(day))
      .when(swept)
      .then([]);
    given(...before, later(day + 1))
      .when(swept)
      .then([
        [
          "retraining-failed",
          { execution, reason: "it had not ended by its deadline, 2026-07-07T12:00:00.000Z" },
          /^The retraining counts as failed: it had not ended by its deadline, 2026-07-07T12:00:00.000Z\.$/,
        ],
        // Its start was never confirmed, and is not wanted any more.
        ...(execution === null ? (["effect-dropped"] as const) : []),
      ])
      .leaves({ retraining: null });
  });

  it("takes its real end before its deadline", () => {
    given(...running, later(2 * day), executionIs("Succeeded"))
      .when(swept)
      .then(["retraining-succeeded"]);
  });
});

describe("the sweep of the registry", () => {
  it("takes a version that no event told of as if it was registered now", () => {
    given(swept, inRegistry(2), later(day))
      .when(swept)
      .then([
        ["candidate-registered", { package: arn(2), version: 2 }, "Version 2 of meadow was registered"],
        "candidate-accepted",
        ["approval-requested", { deadline: "2026-07-09T09:00:00.000Z" }],
      ]);
  });

  it("takes the oldest of several first, and the next sweep the next", () => {
    const several = given(swept, inRegistry(4), inRegistry(3), inRegistry(5));
    several
      .when(swept)
      .then([["candidate-registered", { version: 3 }], "candidate-accepted", "approval-requested"]);
    several
      .when(swept)
      .then([["candidate-registered", { version: 4 }], "candidate-accepted", "approval-requested"]);
  });

  it("takes an approval that no event told of, and starts the trial", () => {
    given(registered(2), inRegistry(2, "Approved"))
      .when(swept)
      .then(
        [
          ["candidate-approved", { by: "a person", route: "registry" }],
          ["rollout-started", { history: { weight: 60 } }],
        ],
        ["start-rollout", "deploy-trial"],
      );
  });

  it("takes an approval as it stands when it is read, and not as it was listed", () => {
    given(registered(2), inRegistry(2, "Approved"), candidateIs({ approval: "PendingManualApproval" }))
      .when(swept)
      .then([
        ["signal-observed", { signal: "model-package-changed" }, "the registry says PendingManualApproval."],
      ]);
  });

  it("takes a rejection that no event told of", () => {
    given(registered(2), inRegistry(2, "Rejected"))
      .when(swept)
      .then([["approval-rejected", { by: "a person", route: "registry" }]]);
  });

  it.each([
    ["the champion", arn(1), 1, "Completed", "Approved"],
    ["not ready", arn(2), 2, "InProgress", "Approved"],
    ["gone", arn(2), 2, "Deleting", null],
  ] as const)("passes over a version that is %s", (_, package_, version, status, approval) => {
    const versions: PackagesFact["versions"] = [{ arn: package_, version, status, approval }];
    given(swept, found({ packages: { versions } }))
      .when(swept)
      .then([])
      .after(["endpoint", "packages"]);
  });

  it.each([
    ["waits for a person", [registered(2)]],
    ["failed the gate", [registered(2, "PendingManualApproval", 9), inRegistry(2, "Approved")]],
    ["is on trial", [...onTrial, inRegistry(2, "Rejected")]],
  ] as const)("passes over a version that it knows and that %s", (_, before) => {
    given(...before)
      .when(swept)
      .then([])
      .after(["endpoint", "packages"]);
  });

  it("takes a version too while the endpoint is still made", () => {
    given(endpointIs({ status: "Creating", config: null, variants: [] }), inRegistry(2))
      .when(swept)
      .then([["candidate-registered", { version: 2 }], "candidate-accepted", "approval-requested"]);
  });
});

describe("the sweep of approvals", () => {
  const waiting = [registered(2), registered(3)] as const;

  it("says what the policy says of every version whose time is over, and of no other", () => {
    given(...waiting, later(2 * day))
      .when(swept)
      .then([]);
    given(registered(2), later(day), registered(3), later(day + 1))
      .when(swept)
      .then(
        [
          [
            "approval-rejected",
            { version: 2, by: "the deadline", route: "policy" },
            "Nobody approved or rejected version 2 before 2026-07-08T09:00:00.000Z, and then the policy rejects it.",
          ],
        ],
        [["set-approval", { package: arn(2), approval: "Rejected" }]],
      );
    given(...waiting, later(2 * day + 1))
      .when(swept)
      .then(
        [
          ["approval-rejected", { version: 2 }],
          ["approval-rejected", { version: 3 }],
        ],
        ["set-approval", "set-approval"],
      );
  });

  it("approves where the policy approves, and starts the trial with the champion's past", () => {
    underPolicy({ approve: { by: "person", within: "2 days", atDeadline: "approve" } })
      .given(registered(2), later(2 * day + 1))
      .when(swept)
      .then(
        [
          [
            "candidate-approved",
            { version: 2, by: "the deadline", route: "policy" },
            "the policy approves it",
          ],
          ["rollout-started", { history: { weight: 60 } }],
        ],
        ["set-approval", "start-rollout", "deploy-trial"],
      );
  });

  it("has no deadline where the policy approves by itself", () => {
    underPolicy({ approve: "automatically" })
      .given(registered(2), later(30 * day))
      .when(swept)
      .then([]);
  });

  it("rejects where the policy asks nobody any more", () => {
    given(registered(2), later(2 * 24 * 60 * minute + 1), policyBecomes({ approve: "automatically" }))
      .when(swept)
      .then(["approval-rejected"], ["set-approval"]);
  });

  it("names the request that nobody answered as its cause", () => {
    const requested = given().when(registered(2)).entries.at(-1);
    const { entries } = given(registered(2), later(2 * day + 1)).when(swept);
    expect(requested?.kind).toBe("approval-requested");
    expect(entries[0]?.causedBy).toBe(requested?.sequence);
  });
});

describe("the sweep of a rollout", () => {
  it("lets it go on under its next execution when it gave no sign for three looks and a period", () => {
    given(...onTrial, later(silence))
      .when(swept)
      .then([]);
    given(...onTrial, later(silence + 1))
      .when(swept)
      .then(
        [
          [
            "rollout-restarted",
            { rollout: "meadow-v2-1", executionName: "driftwheel-meadow-v2-1-2" },
            "Rollout meadow-v2-1 gave no sign since 2026-07-06T09:00:00.000Z, longer than 16 minutes",
          ],
        ],
        [["start-rollout", { rollout: "meadow-v2-1", executionName: "driftwheel-meadow-v2-1-2" }]],
      )
      .leaves({ rollout: { phase: "looking", executions: 2, lastSign: "2026-07-06T09:16:00.001Z" } });
  });

  it("is patient while the endpoint changes", () => {
    given(registered(2, "Approved"), later(58 * minute))
      .when(swept)
      .then([]);
  });

  it.each([
    ["held", [...onTrial, commanded({ name: "roll-back" }), refused("restore-config")]],
    [
      "kept from an endpoint that someone else changed",
      [...onTrial, endpointIs({ config: "theirs" }), swept, swept],
    ],
  ] as const)("waits for a person when it is %s", (_, before) => {
    given(...before, later(day))
      .when(swept)
      .then([]);
  });
});
