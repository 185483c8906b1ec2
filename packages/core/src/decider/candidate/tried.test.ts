import { describe, expect, it } from "vitest";
import { given } from "../testing/specification.ts";
import {
  answered,
  commanded,
  confirmed,
  endpointTold,
  onTrial,
  packageChanged,
  registered,
  settled,
} from "../testing/steps.ts";

const observed = (because: string | RegExp) =>
  ["signal-observed", { signal: "model-package-changed" }, because] as const;

describe("a version on trial", () => {
  it("that is rejected in the registry is taken off the traffic", () => {
    given(...onTrial, confirmed)
      .when(registered(2, "Rejected"))
      .then(
        [["weights-shifted", { to: 0 }, "Version 2 was rejected in the registry during its trial."]],
        ["shift-weights", "restore-config"],
      );
  });

  it("that is approved once more stays on trial", () => {
    given(...onTrial, confirmed)
      .when(packageChanged(2, { approval: "Approved", updatedFields: ["ModelApprovalStatus"] }))
      .then([observed("Version 2 is on trial; the registry says Approved.")]);
  });

  it("that had one before is rejected too, while what became of that one is still to be told", () => {
    given(
      ...onTrial,
      commanded({ name: "roll-back" }),
      settled,
      commanded({ name: "start-rollout", version: 2 }),
      answered("set-approval", { ok: true, answer: {} }),
    )
      .when(registered(2, "Rejected"))
      .then(
        ["weights-shifted", ["effect-dropped", { effect: "deploy-trial" }]],
        ["shift-weights", "restore-config"],
      );
  });

  it("that is rejected while its trial ends already is only observed", () => {
    given(...onTrial, confirmed, commanded({ name: "roll-back" }))
      .when(registered(2, "Rejected"))
      .then([observed("Version 2 is on trial; the registry says Rejected.")]);
  });

  it("is not touched by the rejection of another", () => {
    given(...onTrial, confirmed, registered(3))
      .when(registered(3, "Rejected"))
      .then(["approval-rejected"])
      .leaves({ rollout: { phase: "looking" } });
  });
});

describe("a version that had its trial", () => {
  it.each([
    ["rolled back", [...onTrial, commanded({ name: "roll-back" }), settled], 2],
    [
      "superseded",
      [
        endpointTold,
        commanded({ name: "pause" }),
        registered(2, "Approved"),
        registered(3, "Approved"),
        commanded({ name: "resume" }),
      ],
      2,
    ],
  ] as const)("and is %s stays so, whatever the registry says", (stage, steps, version) => {
    for (const approval of ["Approved", "Rejected"] as const) {
      given(...steps, confirmed)
        .when(registered(version, approval))
        .then([observed(`Version ${version} is ${stage}; the registry says ${approval}.`)]);
    }
  });
});

it("approved versions that are older than the one on trial never have one, and newer ones wait", () => {
  const { state } = given(
    endpointTold,
    commanded({ name: "pause" }),
    registered(2, "Approved"),
    registered(3, "Approved"),
    registered(4),
    registered(5, "Approved"),
    commanded({ name: "resume" }),
  ).when(commanded({ name: "roll-back" }));
  expect(Object.values(state.candidates).map(({ version, stage }) => [version, stage])).toEqual([
    [2, "superseded"],
    [3, "superseded"],
    [4, "approval-requested"],
    [5, "on-trial"],
  ]);
});
