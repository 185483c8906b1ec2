import { describe, expect, test } from "vitest";
import { tokenOf } from "../testing/world.ts";
import { claimNames } from "./claim-names.ts";

/** What API Gateway hands on of a token: every claim as text, a list in brackets. */
function handedOn(claims: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(" ")}]` : String(value),
    ]),
  );
}

const namesOf = (groups: unknown, authorization?: string) => {
  const claims = { sub: "u-1", groups };
  return claimNames(handedOn(claims), "groups", authorization ?? tokenOf(claims));
};

describe("a claim", () => {
  test.each([
    [["approvers"], ["approvers"]],
    [
      ["readers", "approvers"],
      ["readers", "approvers"],
    ],
    [["not approvers"], ["not approvers"]],
    [["x] [approvers"], ["x] [approvers"]],
    [["a,approvers"], ["a,approvers"]],
    [
      ["not", "approvers"],
      ["not", "approvers"],
    ],
    [[], []],
    [
      ["", "approvers"],
      ["", "approvers"],
    ],
  ])("that is the list %j has these names, whole", (groups, names) => {
    expect(namesOf(groups)).toEqual(names);
  });

  test.each(["approvers", "not approvers", "a,approvers", "a\tapprovers", "[approvers]", "[a approvers]"])(
    "that is the text %j is one name",
    (text) => {
      expect(namesOf(text)).toEqual([text]);
    },
  );

  test("whose token cannot be read is a name only if its rendering can mean no other", () => {
    for (const header of [
      undefined,
      "",
      "AWS4-HMAC-SHA256 x",
      "Bearer a.b",
      "Bearer a.!.c",
      "Bearer a.bm8.c",
    ]) {
      const names = (groups: string) => claimNames({ sub: "u-1", groups }, "groups", header);
      expect(names("approvers")).toEqual(["approvers"]);
      expect(names("[approvers]")).toEqual(["approvers"]);
      for (const rendered of ["[not approvers]", "[x] [approvers]", "[a,approvers]", "[]", "[[approvers]]"]) {
        expect(names(rendered), rendered).toEqual([]);
      }
    }
  });

  test("is nobody's when the token is of somebody else, or says something else than API Gateway", () => {
    const claims = { sub: "u-1", groups: "[readers]" };
    expect(claimNames(claims, "groups", tokenOf({ sub: "u-1", groups: ["approvers"] }))).toEqual([]);
    expect(claimNames(claims, "groups", tokenOf({ sub: "u-2", groups: ["readers"] }))).toEqual([]);
    expect(claimNames(claims, "groups", tokenOf({ sub: "u-1" }))).toEqual([]);
    expect(claimNames(claims, "groups", tokenOf({ sub: "u-1", groups: ["readers"] }))).toEqual(["readers"]);
  });

  test.each([undefined, null, 7, true, {}, ""])("that is %j has no name", (groups) => {
    expect(claimNames({ sub: "u-1", groups }, "groups", undefined)).toEqual([]);
  });
});
