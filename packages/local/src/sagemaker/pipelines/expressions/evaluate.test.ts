import { describe, expect, it } from "vitest";
import { evaluate, type Scope, UnresolvedExpression } from "./evaluate.ts";

const scope: Scope = {
  parameters: new Map<string, string | number | boolean>([
    ["Bucket", "weather"],
    ["Trees", 40],
    ["Debug", false],
  ]),
  execution: (variable) => `<${variable}>`,
  properties: (step) =>
    step === "Train" ? { ModelArtifacts: { S3ModelArtifacts: "s3://weather/m.tar.gz" } } : undefined,
  propertyFile: async (step, file) => {
    if (step === "Evaluate" && file === "Report") return { regression_metrics: { mae: { value: 1.25 } } };
    throw new UnresolvedExpression("no such file");
  },
  json: async (uri) => ({ read: uri }),
};

describe("an expression", () => {
  it("keeps a parameter's type", async () => {
    expect(await evaluate({ a: { Get: "Parameters.Trees" }, b: { Get: "Parameters.Debug" } }, scope)).toEqual(
      {
        a: 40,
        b: false,
      },
    );
  });

  it("joins parameters, execution variables and properties into a string", async () => {
    const join = {
      "Std:Join": {
        On: "/",
        Values: ["s3:/", { Get: "Parameters.Bucket" }, { Get: "Execution.PipelineExecutionId" }, 7, true],
      },
    };
    expect(await evaluate(join, scope)).toBe("s3://weather/<PipelineExecutionId>/7/true");
  });

  it("joins without a separator when none is given, and joins within joins", async () => {
    const inner = { "Std:Join": { Values: ["a", "b"] } };
    expect(await evaluate({ "Std:Join": { On: "-", Values: [inner, "c"] } }, scope)).toBe("ab-c");
  });

  it("reads a property of a finished step", async () => {
    const value = [{ ModelDataUrl: { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" } }];
    expect(await evaluate(value, scope)).toEqual([{ ModelDataUrl: "s3://weather/m.tar.gz" }]);
  });

  it("reads a number out of a property file", async () => {
    const value = {
      "Std:JsonGet": {
        PropertyFile: { Get: "Steps.Evaluate.PropertyFiles.Report" },
        Path: "regression_metrics.mae.value",
      },
    };
    expect(await evaluate(value, scope)).toBe(1.25);
  });

  it("reads JSON in S3 whose place is itself an expression", async () => {
    const place = { "Std:Join": { On: "/", Values: ["s3://b", "results.json"] } };
    expect(await evaluate({ "Std:JsonGet": { S3Uri: place, Path: "read" } }, scope)).toBe(
      "s3://b/results.json",
    );
  });

  it("leaves data that only looks alike untouched", async () => {
    const value = { Get: "Parameters.Bucket", Set: 1 };
    expect(await evaluate(value, scope)).toEqual(value);
  });

  it.each([
    { Get: "Steps.Skipped.ModelArtifacts" },
    { Get: "Steps.Train.ModelArtifacts.Missing" },
    { Get: "Parameters.Missing" },
    { "Std:JsonGet": { PropertyFile: { Get: "Steps.Evaluate.PropertyFiles.Report" }, Path: "mae" } },
  ])("has no value when what it names is not there: %j", async (value) => {
    await expect(evaluate(value, scope)).rejects.toThrow(UnresolvedExpression);
  });
});
