import { describe, expect, it } from "vitest";
import type { Condition } from "../definition/condition.ts";
import { allHold } from "./conditions.ts";
import { type Scope, UnresolvedExpression } from "./evaluate.ts";

const scope: Scope = {
  parameters: new Map<string, string | number | boolean>([
    ["Limit", 3],
    ["City", "Oslo"],
  ]),
  execution: () => "",
  properties: () => undefined,
  propertyFile: async () => null,
  json: async () => null,
};
const limit = { Get: "Parameters.Limit" };

const table: readonly (readonly [Condition, boolean])[] = [
  [{ Type: "Equals", LeftValue: limit, RightValue: 3 }, true],
  [{ Type: "Equals", LeftValue: { Get: "Parameters.City" }, RightValue: "Rome" }, false],
  [{ Type: "GreaterThan", LeftValue: limit, RightValue: 3 }, false],
  [{ Type: "GreaterThanOrEqualTo", LeftValue: limit, RightValue: 3 }, true],
  [{ Type: "LessThan", LeftValue: 2.9, RightValue: limit }, true],
  [{ Type: "LessThanOrEqualTo", LeftValue: 3.1, RightValue: limit }, false],
  [{ Type: "In", QueryValue: { Get: "Parameters.City" }, Values: ["Rome", "Oslo"] }, true],
  [{ Type: "In", QueryValue: limit, Values: [1, 2] }, false],
  [{ Type: "Not", Expression: { Type: "Equals", LeftValue: limit, RightValue: 3 } }, false],
  [
    {
      Type: "Or",
      Conditions: [
        { Type: "Equals", LeftValue: limit, RightValue: 4 },
        { Type: "LessThan", LeftValue: limit, RightValue: 4 },
      ],
    },
    true,
  ],
];

describe("conditions", () => {
  it.each(table)("%j is %s", async (condition, expected) => {
    expect(await allHold([condition], scope)).toBe(expected);
  });

  it("must all hold", async () => {
    const yes: Condition = { Type: "Equals", LeftValue: 1, RightValue: 1 };
    const no: Condition = { Type: "Equals", LeftValue: 1, RightValue: 2 };
    expect(await allHold([yes, no], scope)).toBe(false);
    expect(await allHold([yes, yes], scope)).toBe(true);
  });

  it("refuse to compare a number with a string", async () => {
    const condition: Condition = { Type: "LessThan", LeftValue: limit, RightValue: "4" };
    await expect(allHold([condition], scope)).rejects.toThrow(UnresolvedExpression);
  });
});
