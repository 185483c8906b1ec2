import { expect, test } from "vitest";
import approved from "../../../../../test/fixtures/events/registry/model-package.approved.json" with {
  type: "json",
};
import edited from "../../../../../test/fixtures/events/registry/model-package.edited-after-approval.json" with {
  type: "json",
};
import registered from "../../../../../test/fixtures/events/registry/model-package.registered.json" with {
  type: "json",
};
import trimmed from "../../../../../test/fixtures/events/registry/model-package.trimmed.json" with {
  type: "json",
};
import { modelPackage } from "./model-package.ts";

test("an approval and a later edit that repeats it are told apart by the fields that changed", () => {
  expect(modelPackage.read(approved)).toMatchObject({
    signal: { approval: "Approved", updatedFields: ["ModelApprovalStatus", "ApprovalDescription"] },
  });
  expect(modelPackage.read(edited)).toMatchObject({
    signal: { approval: "Approved", updatedFields: ["ModelLifeCycle"] },
  });
  expect(modelPackage.read(registered)).toMatchObject({ signal: { updatedFields: null } });
});

test("group and version come from the package's name when the event has nothing else", () => {
  expect(modelPackage.read(trimmed)).toMatchObject({
    signal: { group: "Frost", version: 3, approval: "Rejected" },
  });
});

test("group and version come from the ARN when the name is missing too", () => {
  const { ModelPackageName: _, ...detail } = trimmed.detail;
  expect(modelPackage.read({ ...trimmed, detail })).toMatchObject({ signal: { group: "frost", version: 3 } });
});

test("a group or a package that is named by its ARN is the one of that name", () => {
  const arn = "arn:aws-cn:sagemaker:cn-north-1:111122223333";
  const detail = (names: object) => ({ ...trimmed, detail: { ...trimmed.detail, ...names } });
  for (const event of [
    detail({ ModelPackageGroupName: `${arn}:model-package-group/Frost` }),
    detail({ ModelPackageName: `${arn}:model-package/Frost/3` }),
  ]) {
    expect(modelPackage.read(event)).toMatchObject({ signal: { group: "Frost", version: 3 } });
  }
});

test("an ARN in another case is the same package", () => {
  const shouted = {
    ...approved,
    detail: {
      ...approved.detail,
      ModelPackageArn: approved.detail.ModelPackageArn.replace("frost/4", "Frost/4"),
    },
  };
  const [one, other] = [modelPackage.read(approved), modelPackage.read(shouted)];
  expect(
    one.result === "signal" && other.result === "signal" && one.signal.identity === other.signal.identity,
  ).toBe(true);
});

test("an approval status of tomorrow is no approval", () => {
  const event = { ...approved, detail: { ...approved.detail, ModelApprovalStatus: "ApprovedByCommittee" } };
  expect(modelPackage.read(event)).toMatchObject({ signal: { approval: null } });
});

test.each([
  ["2", 2],
  [2, 2],
])("version %j is number %i", (ModelPackageVersion, version) => {
  const event = { ...approved, detail: { ...approved.detail, ModelPackageVersion } };
  expect(modelPackage.read(event)).toMatchObject({ signal: { version } });
});

test.each([["four"], [1.5], [[4]], [true]])("version %j is malformed", (ModelPackageVersion) => {
  const event = { ...approved, detail: { ...approved.detail, ModelPackageVersion } };
  expect(modelPackage.read(event)).toMatchObject({
    result: "malformed",
    reason: expect.stringMatching(/^detail\.ModelPackageVersion: .* expected a version number of 1 or more$/),
  });
});
