import { parseDefinition } from "@driftwheel/local/sagemaker/pipelines/definition/definition.ts";
import { buildGraph } from "@driftwheel/local/sagemaker/pipelines/definition/graph.ts";
import { describe, expect, it } from "vitest";
import { imageName } from "./image.ts";
import { frostPipeline } from "./pipeline.ts";

const definition = frostPipeline({
  bucket: "frost-test",
  role: "arn:aws:iam::111122223333:role/frost",
  image: imageName,
});

describe("the pipeline's definition", () => {
  it("is one that SageMaker's pipelines can read, every reference included", () => {
    expect(() => buildGraph(parseDefinition(JSON.stringify(definition)))).not.toThrow();
  });

  it("prepares, trains, evaluates, and registers only what the sanity check lets through", () => {
    const graph = buildGraph(parseDefinition(JSON.stringify(definition)));
    const order = Object.fromEntries([...graph].map(([name, { after }]) => [name, [...after].sort()]));
    expect(order).toMatchObject({
      Prepare: [],
      Train: ["Prepare"],
      Evaluate: ["Prepare", "Train"],
      IsSane: ["Evaluate"],
    });
    expect(graph.get("Register")?.branch).toEqual({ condition: "IsSane", outcome: true });
    expect(graph.get("NotSane")?.branch).toEqual({ condition: "IsSane", outcome: false });
  });

  it("can be started without any parameter", () => {
    expect(definition.Parameters.every(({ DefaultValue }) => DefaultValue !== "")).toBe(true);
  });

  it("registers a package that waits for approval, with its evaluation and its baseline", () => {
    const graph = buildGraph(parseDefinition(JSON.stringify(definition)));
    const register = graph.get("Register")?.step;
    expect(register).toMatchObject({
      Type: "RegisterModel",
      Arguments: {
        ModelPackageGroupName: "frost",
        ModelApprovalStatus: "PendingManualApproval",
        ModelMetrics: {
          ModelQuality: { Statistics: { ContentType: "application/json" } },
          ModelDataQuality: { Statistics: { ContentType: "application/json" } },
        },
      },
    });
  });
});
