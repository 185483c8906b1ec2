import { describe, it } from "vitest";
import type { Approval } from "../../vocabulary/signal.ts";
import { arn } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  again,
  candidateIs,
  commanded,
  confirmed,
  edited,
  endpointTold,
  packageChanged,
  registered,
} from "../testing/steps.ts";

const observed = (because: string | RegExp) =>
  ["signal-observed", { signal: "model-package-changed" }, because] as const;
const approve = (version: number) => commanded({ name: "approve", version });
const automatic = underPolicy({ approve: "automatically" });

describe("a version whose approval the registry tells", () => {
  const asked = [registered(2)];

  it("is approved by a person, with the reason that they gave", () => {
    given(...asked, confirmed)
      .when(edited(2, "Approved", { approvalDescription: "looks right" }))
      .then(
        [
          [
            "candidate-approved",
            { package: arn(2), version: 2, by: "a person", route: "registry" },
            /^Version 2 was approved by a person: looks right$/,
          ],
          "rollout-started",
        ],
        ["start-rollout", "deploy-trial"],
      )
      .leaves({
        candidates: { [arn(2)]: { stage: "on-trial", decided: { by: "a person", route: "registry" } } },
      });
  });

  it("is approved by the policy that asked for it", () => {
    automatic
      .given(endpointTold, registered(2))
      .when(registered(2, "Approved"))
      .then(
        [
          [
            "candidate-approved",
            { by: "the policy", route: "policy" },
            /^Version 2 was approved by the policy\.$/,
          ],
          "rollout-started",
        ],
        ["start-rollout", "deploy-trial"],
      );
  });

  it("is approved by the policy, whatever it wrote beside its approval itself", () => {
    automatic
      .given(endpointTold, registered(2))
      .when(edited(2, "Approved", { approvalDescription: "passes the gate" }))
      .then(
        [["candidate-approved", {}, /^Version 2 was approved by the policy\.$/], "rollout-started"],
        ["start-rollout", "deploy-trial"],
      );
  });

  it("is approved by a person where the policy asked nobody", () => {
    automatic
      .given(endpointTold)
      .when(registered(2, "Approved"))
      .then(
        [
          "candidate-registered",
          "candidate-accepted",
          ["candidate-approved", { by: "a person", route: "registry" }],
          "rollout-started",
        ],
        ["start-rollout", "deploy-trial"],
      );
  });

  it("is rejected by a person, and not put on trial", () => {
    given(...asked)
      .when(registered(2, "Rejected"))
      .then([
        [
          "approval-rejected",
          { package: arn(2), version: 2, by: "a person", route: "registry" },
          /^Version 2 was rejected in the registry\.$/,
        ],
      ])
      .leaves({ candidates: { [arn(2)]: { stage: "approval-rejected", decided: { by: "a person" } } } });
  });

  it("is rejected after its approval, before its trial began", () => {
    given(endpointTold, commanded({ name: "pause" }), registered(2, "Approved"))
      .when(registered(2, "Rejected"))
      .then(["approval-rejected"])
      .leaves({ candidates: { [arn(2)]: { stage: "approval-rejected" } }, rollout: null });
  });

  it("stays what it is while the registry says nothing new", () => {
    given(...asked)
      .when(packageChanged(2, { updatedFields: ["ModelMetrics"] }))
      .then([observed("Version 2 is approval requested; the registry says PendingManualApproval.")]);
    given(...asked, candidateIs({ approval: null }))
      .when(packageChanged(2, { approval: null }))
      .then([observed("the registry says nothing about approval.")]);
    given(...asked, registered(2, "Rejected"))
      .when(registered(2, "Rejected"))
      .then([observed("Version 2 is approval rejected; the registry says Rejected.")]);
  });

  it("is taken at the event's word when the registry says nothing", () => {
    given(...asked, candidateIs({ approval: null }))
      .when(packageChanged(2, { approval: "Rejected" }))
      .then(["approval-rejected"]);
  });

  it("is taken at the registry's word, whatever a late event says", () => {
    given(...asked)
      .when(packageChanged(2, { approval: "Approved" }))
      .then([observed("the registry says PendingManualApproval.")]);
  });

  it("is decided on once", () => {
    given(...asked, registered(2, "Rejected"))
      .when(again)
      .then([]);
  });
});

describe("a version that the gate rejected", () => {
  const failed = [registered(2, "PendingManualApproval", 3), confirmed];
  const approved = (updatedFields: readonly string[] | null, approval: Approval = "Approved") =>
    edited(2, "Approved", { approval, updatedFields });

  it("is overruled by an event that says the approval was edited", () => {
    given(...failed)
      .when(approved(["ModelApprovalStatus"]))
      .then(
        [
          [
            "candidate-approved",
            { by: "a person, against an earlier rejection", route: "registry" },
            /^Version 2 was approved by a person, against an earlier rejection\.$/,
          ],
          "rollout-started",
        ],
        ["start-rollout", "deploy-trial"],
      );
  });

  it.each([
    ["says nothing of what was edited", approved(null)],
    ["says that something else was edited", approved(["ModelMetrics"])],
    ["says that it was rejected", approved(["ModelApprovalStatus"], "Rejected")],
  ])("stays rejected by an event that %s", (_, step) => {
    given(...failed)
      .when(step)
      .then([observed("Version 2 is rejected; the registry says Approved.")]);
  });

  it("is not rejected by the registry once more", () => {
    given(...failed)
      .when(registered(2, "Rejected"))
      .then([observed("Version 2 is rejected; the registry says Rejected.")]);
  });

  it("may be overruled after a person's rejection too, and by an edit alone", () => {
    const rejected = [registered(2), registered(2, "Rejected")];
    given(...rejected)
      .when(approved(["ModelApprovalStatus"]))
      .then(
        [["candidate-approved", { by: "a person, against an earlier rejection" }], "rollout-started"],
        ["start-rollout", "deploy-trial"],
      );
    given(...rejected)
      .when(approved(["ModelMetrics"]))
      .then([observed("Version 2 is approval rejected; the registry says Approved.")]);
  });
});

describe("what the registry has not heard of yet", () => {
  it("is awaited: its older word does not undo a person's command", () => {
    given(registered(2, "Rejected"), commanded({ name: "pause" }), approve(2))
      .when(packageChanged(2, { approval: "Rejected" }))
      .then([observed("Version 2 is approved; the registry says Rejected.")]);
    given(registered(2, "Rejected"), approve(2))
      .when(packageChanged(2, { approval: "Rejected" }))
      .then([observed("Version 2 is on trial; the registry says Rejected.")])
      .leaves({ rollout: { phase: "deploying" } });
  });

  it("is awaited for a rejection by command too", () => {
    given(
      endpointTold,
      commanded({ name: "pause" }),
      registered(2, "Approved"),
      commanded({ name: "reject", version: 2 }),
    )
      .when(packageChanged(2, { approval: "Approved", updatedFields: ["ModelApprovalStatus"] }))
      .then([observed("Version 2 is approval rejected; the registry says Approved.")]);
  });

  it("counts as soon as the registry has taken the command", () => {
    given(registered(2, "Rejected"), commanded({ name: "pause" }), approve(2), confirmed)
      .when(registered(2, "Rejected"))
      .then(["approval-rejected"]);
  });

  it("is only awaited of the very version, and until it says the same", () => {
    given(registered(2), registered(3), commanded({ name: "pause" }), approve(2), registered(3, "Approved"))
      .when(registered(3, "Rejected"))
      .then(["approval-rejected"]);
    given(registered(2), commanded({ name: "pause" }), approve(2))
      .when(registered(2, "Approved"))
      .then([observed("Version 2 is approved; the registry says Approved.")]);
  });

  it("is the policy's wish, which a person may still refuse", () => {
    automatic
      .given(endpointTold, registered(2))
      .when(registered(2, "Rejected"))
      .then(["approval-rejected", ["effect-dropped", { effect: "set-approval" }]]);
  });
});
