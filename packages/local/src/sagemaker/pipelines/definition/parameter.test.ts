import { describe, expect, it } from "vitest";
import { InvalidParameter, type Parameter, resolveParameters } from "./parameter.ts";

const declared: readonly Parameter[] = [
  { Name: "Data", Type: "String" },
  { Name: "Trees", Type: "Integer", DefaultValue: 40 },
  { Name: "Rate", Type: "Float", DefaultValue: 0.5 },
  { Name: "Debug", Type: "Boolean", DefaultValue: false },
  { Name: "City", Type: "String", DefaultValue: "Oslo", EnumValues: ["Oslo", "Rome"] },
];

describe("an execution's parameters", () => {
  it("are the given values in their types, else the defaults", () => {
    const given = [
      { Name: "Data", Value: "s3://b/d" },
      { Name: "Trees", Value: "7" },
      { Name: "Rate", Value: "1e-3" },
      { Name: "Debug", Value: "True" },
    ];
    expect(Object.fromEntries(resolveParameters(declared, given))).toEqual({
      Data: "s3://b/d",
      Trees: 7,
      Rate: 0.001,
      Debug: true,
      City: "Oslo",
    });
  });

  it.each([
    ["an unknown name", { Name: "Dta", Value: "x" }, "Unknown parameters: [Dta]"],
    ["a fraction for an integer", { Name: "Trees", Value: "7.5" }, "'Trees' is not of type Integer"],
    ["a word for a number", { Name: "Rate", Value: "fast" }, "'Rate' is not of type Float"],
    ["a number for a truth value", { Name: "Debug", Value: "1" }, "'Debug' is not of type Boolean"],
    ["a value outside the enumeration", { Name: "City", Value: "Bonn" }, "enum value set: [Oslo, Rome]"],
    ["an empty string", { Name: "City", Value: "" }, "is too short"],
  ])("refuse %s", (_what, wrong, message) => {
    const given = [{ Name: "Data", Value: "s3://b/d" }, wrong];
    expect(() => resolveParameters(declared, given)).toThrow(InvalidParameter);
    expect(() => resolveParameters(declared, given)).toThrow(message);
  });

  it("refuse to start without a value that has no default", () => {
    expect(() => resolveParameters(declared, [])).toThrow("Parameters [Data] have no default value");
  });
});
