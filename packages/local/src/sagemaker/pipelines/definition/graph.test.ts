import { describe, expect, it } from "vitest";
import type { Json } from "../expressions/json.ts";
import { InvalidDefinition, parseDefinition } from "./definition.ts";
import { buildGraph, type Graph } from "./graph.ts";

function graphOf(steps: readonly Json[], parameters: readonly Json[] = []): Graph {
  return buildGraph(
    parseDefinition(JSON.stringify({ Version: "2020-12-01", Parameters: parameters, Steps: steps })),
  );
}

function after(graph: Graph): Record<string, string[]> {
  return Object.fromEntries([...graph].map(([name, node]) => [name, [...node.after].sort()]));
}

function training(name: string, more: Record<string, Json> = {}, dependsOn: readonly string[] = []): Json {
  return { Name: name, Type: "Training", Arguments: more, DependsOn: dependsOn };
}

const evaluation = {
  Name: "Evaluate",
  Type: "Processing",
  Arguments: { Input: { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" } },
  PropertyFiles: [{ PropertyFileName: "Report", OutputName: "evaluation", FilePath: "evaluation.json" }],
};
const error = {
  "Std:JsonGet": { PropertyFile: { Get: "Steps.Evaluate.PropertyFiles.Report" }, Path: "mae" },
};

function gate(branches: { readonly IfSteps?: Json; readonly ElseSteps?: Json }): Json {
  return {
    Name: "Gate",
    Type: "Condition",
    Arguments: { Conditions: [{ Type: "LessThan", LeftValue: error, RightValue: 3 }], ...branches },
  };
}

describe("the graph of a definition", () => {
  it("orders steps by what they name and what they reference", () => {
    const graph = graphOf([
      training("Train"),
      evaluation,
      gate({
        IfSteps: [{ Name: "Register", Type: "RegisterModel", Arguments: {} }],
        ElseSteps: [
          { Name: "Stop", Type: "Fail", Arguments: { ErrorMessage: { "Std:Join": { Values: [error] } } } },
        ],
      }),
      training("Other", {}, ["Train"]),
    ]);

    expect(after(graph)).toEqual({
      Train: [],
      Evaluate: ["Train"],
      Gate: ["Evaluate"],
      Register: ["Gate"],
      Stop: ["Evaluate", "Gate"],
      Other: ["Train"],
    });
    expect(graph.get("Register")?.branch).toEqual({ condition: "Gate", outcome: true });
    expect(graph.get("Stop")?.branch).toEqual({ condition: "Gate", outcome: false });
    expect(graph.get("Other")?.branch).toBeNull();
  });

  const refused: readonly (readonly [string, readonly Json[], string])[] = [
    [
      "an unknown step type",
      [{ Name: "A", Type: "Dance", Arguments: {} }],
      "Step \"A\" has unknown step type 'Dance'",
    ],
    [
      "a step type it cannot execute",
      [{ Name: "A", Type: "ForEach", Arguments: {} }],
      "Step \"A\" has type 'ForEach', which this local SageMaker does not execute: write a step for each item.",
    ],
    [
      "a member of a step that it does not know",
      [{ Name: "A", Type: "Training", Arguments: {}, Priority: 3 }],
      'Steps[0]: Unrecognized key: "Priority"',
    ],
    [
      "a cache for a step that is never cached",
      [{ Name: "A", Type: "Model", Arguments: {}, CacheConfig: { Enabled: true, ExpireAfter: "P1D" } }],
      'Steps[0]: Unrecognized key: "CacheConfig"',
    ],
    [
      "a time of a cache that is no duration",
      [{ Name: "A", Type: "Training", Arguments: {}, CacheConfig: { Enabled: true, ExpireAfter: "30d" } }],
      'Steps[0].CacheConfig.ExpireAfter: "30d" is no ISO 8601 duration, as P30D, PT4H30M or P1DT12H are.',
    ],
    [
      "a retry policy for what is not told apart here",
      [
        {
          Name: "A",
          Type: "Training",
          Arguments: {},
          RetryPolicies: [{ ExceptionType: ["Emr.RESOURCE_LIMIT"] }],
        },
      ],
      'Steps[0].RetryPolicies[0].ExceptionType[0]: Invalid option: expected one of "Step.SERVICE_FAULT"',
    ],
    ["a name that is used twice", [training("A"), training("A")], "Duplicate step name 'A'"],
    ["a dependency on nothing", [training("A", {}, ["B"])], "Step 'A' references unknown step 'B'"],
    [
      "an unknown parameter",
      [training("A", { x: { Get: "Parameters.P" } })],
      "unknown parameter 'Parameters.P'",
    ],
    ["an unknown root", [training("A", { x: { Get: "Stages.B.C" } })], "Unknown reference 'Stages.B.C'"],
    [
      "a property that the job does not have",
      [training("A"), training("B", { x: { Get: "Steps.A.ModelArtefacts.S3" } })],
      "invalid property reference 'Steps.A.ModelArtefacts.S3'",
    ],
    [
      "a property file that is not declared",
      [training("Train"), { ...evaluation, PropertyFiles: [] }, gate({})],
      "invalid property reference 'Steps.Evaluate.PropertyFiles.Report'",
    ],
    [
      "a property file that is not read by Std:JsonGet",
      [training("Train"), evaluation, training("B", { x: { Get: "Steps.Evaluate.PropertyFiles.Report" } })],
      "invalid property reference 'Steps.Evaluate.PropertyFiles.Report'",
    ],
    [
      "Std:JsonGet of a property",
      [
        training("A"),
        training("B", {
          x: { "Std:JsonGet": { PropertyFile: { Get: "Steps.A.TrainingJobName" }, Path: "p" } },
        }),
      ],
      "invalid property reference 'Steps.A.TrainingJobName'",
    ],
    [
      "a circle",
      [
        training("A", {}, ["C"]),
        training("B", { x: { Get: "Steps.A.TrainingJobName" } }),
        training("C", {}, ["B"]),
      ],
      "A -> C -> B -> A",
    ],
    [
      "a step that waits for a Fail step",
      [{ Name: "F", Type: "Fail" }, training("A", {}, ["F"])],
      "A can not depends on F",
    ],
    ["no steps", [], "Steps: "],
  ];

  it.each(refused)("refuses %s", (_what, steps, message) => {
    expect(() => graphOf(steps)).toThrow(InvalidDefinition);
    expect(() => graphOf(steps)).toThrow(message);
  });

  it("refuses text that is no JSON, another version and a default of the wrong type", () => {
    expect(() => parseDefinition("{")).toThrow(/^Unable to parse pipeline definition\. /);
    expect(() => parseDefinition('{"Version":"2019-01-01","Steps":[]}')).toThrow("Version: ");
    expect(() => graphOf([training("A")], [{ Name: "P", Type: "Integer", DefaultValue: "x" }])).toThrow(
      "DefaultValue of parameter 'P' is no Integer",
    );
  });
});
