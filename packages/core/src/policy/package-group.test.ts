import { describe, expect, it } from "vitest";
import { isVersionOf, packageGroupInWords, packageGroupOf } from "./package-group.ts";
import { fleetOf } from "./testing/fleet.ts";

const arn = (name: string, { partition = "aws", region = "eu-west-3", account = "111122223333" } = {}) =>
  `arn:${partition}:sagemaker:${region}:${account}:model-package-group/${name}`;

describe("a package group is written", () => {
  it.each([
    ["as its name", "Meadow-1", { name: "Meadow-1", of: null }],
    [
      "as its ARN",
      arn("Meadow-1"),
      { name: "Meadow-1", of: { partition: "aws", region: "eu-west-3", account: "111122223333" } },
    ],
    [
      "as an ARN in China",
      arn("meadow", { partition: "aws-cn", region: "cn-north-1" }),
      { name: "meadow", of: { partition: "aws-cn", region: "cn-north-1", account: "111122223333" } },
    ],
    [
      "as an ARN in GovCloud",
      arn("meadow", { partition: "aws-us-gov", region: "us-gov-west-1" }),
      { name: "meadow", of: { partition: "aws-us-gov", region: "us-gov-west-1", account: "111122223333" } },
    ],
  ])("%s", (_, written, read) => {
    expect(packageGroupOf(written)).toEqual(read);
    expect(fleetOf({ meadow: { packageGroup: written } }).models.meadow?.packageGroup).toBe(written);
  });

  it.each([
    "",
    "mea dow",
    "-meadow",
    "arn:aws:sagemaker:eu-west-3:111122223333:model-package/meadow/1",
    "arn:aws:sagemaker:eu-west-3:1111:model-package-group/meadow",
    "arn:aws:sagemaker::111122223333:model-package-group/meadow",
    `${arn("meadow")}/1`,
    `x${arn("meadow")}`,
  ])("and not as %j", (written) => {
    expect(() => fleetOf({ meadow: { packageGroup: written } })).toThrow(
      /models\.meadow\.packageGroup .*model package group/,
    );
    expect(() => packageGroupOf(written)).toThrow(RangeError);
  });
});

describe("two models", () => {
  const both = (one: string, other: string) => () =>
    fleetOf({ meadow: { packageGroup: one }, marsh: { packageGroup: other } });

  it.each([
    ["names that differ", "meadow", "marsh"],
    ["one name in two accounts", arn("meadow"), arn("meadow", { account: "999988887777" })],
    ["one name in two regions", arn("meadow"), arn("meadow", { region: "eu-west-1" })],
    ["a name and an ARN of another name", "marsh", arn("meadow")],
  ])("may have %s", (_, one, other) => {
    expect(both(one, other)).not.toThrow();
  });

  it.each([
    ["one name, in whichever case", "meadow", "Meadow"],
    ["one ARN, in whichever case", arn("meadow"), arn("Meadow")],
  ])("may not have %s", (_, one, other) => {
    expect(both(one, other)).toThrow(
      `models.marsh.packageGroup is "${other}": that is models.meadow's already; give each model its own`,
    );
  });

  it("may not have a name and an ARN that may be the same group, whichever comes first", () => {
    const told = 'names a group "meadow" by its ARN, which may be the same; write the ARN here too';
    expect(both("Meadow", arn("meadow"))).toThrow(
      `models.meadow.packageGroup is "Meadow": models.marsh ${told}`,
    );
    expect(both(arn("meadow"), "meadow")).toThrow(
      `models.marsh.packageGroup is "meadow": models.meadow ${told}`,
    );
  });
});

describe("a version", () => {
  const version = (group: string, account = "111122223333", region = "eu-west-3") => ({
    group,
    arn: `arn:aws:sagemaker:${region}:${account}:model-package/${group.toLowerCase()}/4`,
  });

  it.each([
    ["meadow", version("Meadow"), true],
    ["meadow", version("marsh"), false],
    [arn("Meadow"), version("meadow"), true],
    [arn("meadow"), version("meadow", "999988887777"), false],
    [arn("meadow"), version("meadow", "111122223333", "eu-west-1"), false],
    [arn("marsh"), version("meadow"), false],
  ])("of %s is told by name, account and region: %o", (written, one, expected) => {
    expect(isVersionOf(written, one)).toBe(expected);
  });
});

it("people are told which account's it is", () => {
  expect(packageGroupInWords("meadow")).toBe("meadow");
  expect(packageGroupInWords(arn("meadow"))).toBe("meadow of account 111122223333");
});
