import { describe, expect, it } from "vitest";
import { lookUp, parsePath } from "./path.ts";

describe("a path", () => {
  it("reads names, indexes and quoted names", () => {
    expect(parsePath("ProcessingOutputConfig.Outputs['evaluation'].S3Output.S3Uri")).toEqual([
      "ProcessingOutputConfig",
      "Outputs",
      "evaluation",
      "S3Output",
      "S3Uri",
    ]);
    expect(parsePath('folds[2]["mean error"]')).toEqual(["folds", 2, "mean error"]);
    expect(parsePath("metrics.f1-score.value")).toEqual(["metrics", "f1-score", "value"]);
  });

  it.each(["", ".a", "a..b", "a[", "a[b]", "a]"])("is not %j", (text) => {
    expect(parsePath(text)).toBeNull();
  });

  it("finds values in objects and lists, by index and by the name that an element carries", () => {
    const job = {
      Outputs: [{ OutputName: "model" }, { OutputName: "report", Uri: "s3://b/r" }],
      Sizes: [4, 5],
    };

    expect(lookUp(job, ["Outputs", "report", "Uri"])).toBe("s3://b/r");
    expect(lookUp(job, ["Sizes", 1])).toBe(5);
  });

  it("finds nothing where there is nothing, and no inherited member", () => {
    expect(lookUp({ a: { b: 1 } }, ["a", "c"])).toBeUndefined();
    expect(lookUp({ a: 1 }, ["a", "b"])).toBeUndefined();
    expect(lookUp({}, ["constructor"])).toBeUndefined();
    expect(lookUp([], ["length"])).toBeUndefined();
  });
});
