import type { Filter, SearchCommandInput, SearchExpression } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageName, role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";
import { createConfig } from "../testing/tiny-endpoint.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  const { sagemaker, server } = local;
  for (const key of ["ebb/train", "flood/train", "check"]) {
    await server.world.objects.put("data", `${key}/rows.csv`, Buffer.from("1"));
  }
  for (const [name, rounds] of [
    ["ebb", "8"],
    ["flood", "40"],
  ] as const) {
    await sagemaker.createTrainingJob({
      TrainingJobName: name,
      AlgorithmSpecification: { TrainingImage: imageName, TrainingInputMode: "File" },
      RoleArn: role,
      HyperParameters: { rounds, "tree.depth": "3" },
      InputDataConfig: [channel("train", `s3://data/${name}/train`), channel("check", "s3://data/check")],
      OutputDataConfig: { S3OutputPath: "s3://results/" },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 5 },
      StoppingCondition: {},
      Tags: [{ Key: "team", Value: name === "ebb" ? "tides" : "harbour" }],
    });
  }
  await sagemaker.createExperiment({ ExperimentName: "tides" });
  await sagemaker.createTrial({ TrialName: "spring", ExperimentName: "tides" });
  await sagemaker.createTrialComponent({
    TrialComponentName: "fit",
    Parameters: { depth: { NumberValue: 4 } },
  });
  await sagemaker.associateTrialComponent({ TrialName: "spring", TrialComponentName: "fit" });
});
afterAll(() => local.close());

function channel(ChannelName: string, S3Uri: string) {
  return { ChannelName, DataSource: { S3DataSource: { S3DataType: "S3Prefix" as const, S3Uri } } };
}

async function jobs(SearchExpression: SearchExpression): Promise<readonly (string | undefined)[]> {
  const { Results = [] } = await local.sagemaker.search({
    Resource: "TrainingJob",
    SearchExpression,
    SortBy: "TrainingJobName",
    SortOrder: "Ascending",
  });
  return Results.map(({ TrainingJob }) => TrainingJob?.TrainingJobName);
}

describe("a filter", () => {
  const both = ["ebb", "flood"];
  it.each<[Filter, readonly string[]]>([
    [{ Name: "TrainingJobName", Value: "ebb" }, ["ebb"]],
    [{ Name: "TrainingJobName", Operator: "Contains", Value: "o" }, ["flood"]],
    [{ Name: "TrainingJobName", Operator: "In", Value: "ebb, tide" }, ["ebb"]],
    [{ Name: "Tags.team", Operator: "Equals", Value: "harbour" }, ["flood"]],
    [{ Name: "Tags.team", Operator: "NotEquals", Value: "harbour" }, ["ebb"]],
    [{ Name: "Tags.owner", Operator: "NotExists" }, both],
    [{ Name: "HyperParameters.rounds", Operator: "GreaterThan", Value: "9" }, ["flood"]],
    [{ Name: "HyperParameters.tree.depth", Operator: "LessThanOrEqualTo", Value: "3" }, both],
    [{ Name: "ResourceConfig.InstanceCount", Operator: "GreaterThanOrEqualTo", Value: "2" }, []],
    [{ Name: "CreationTime", Operator: "GreaterThan", Value: "2024-01-01T00:00:00" }, both],
    [
      {
        Name: "InputDataConfig.DataSource.S3DataSource.S3Uri",
        Operator: "Contains",
        Value: "data/flood",
      },
      ["flood"],
    ],
  ])("finds what it asks for: %j", async (filter, expected) => {
    expect(await jobs({ Filters: [filter] })).toEqual(expected);
  });
});

it("joins filters and subexpressions by And and by Or", async () => {
  const named = (Value: string): Filter => ({ Name: "TrainingJobName", Value });
  expect(await jobs({ Filters: [named("ebb"), named("flood")] })).toEqual([]);
  expect(await jobs({ Filters: [named("ebb"), named("flood")], Operator: "Or" })).toEqual(["ebb", "flood"]);
  expect(
    await jobs({
      Filters: [{ Name: "Tags.team", Value: "tides" }],
      SubExpressions: [{ Filters: [named("ebb"), named("flood")], Operator: "Or" }],
    }),
  ).toEqual(["ebb"]);
});

it("wants all of nested filters from one element", async () => {
  const nested = (ChannelName: string): SearchExpression => ({
    NestedFilters: [
      {
        NestedPropertyName: "InputDataConfig",
        Filters: [
          { Name: "InputDataConfig.ChannelName", Value: ChannelName },
          {
            Name: "InputDataConfig.DataSource.S3DataSource.S3Uri",
            Operator: "Contains",
            Value: "data/check",
          },
        ],
      },
    ],
  });
  expect(await jobs(nested("check"))).toEqual(["ebb", "flood"]);
  expect(await jobs(nested("train"))).toEqual([]);
});

it("finds experiments, trials and trial components by what they belong to", async () => {
  const { sagemaker } = local;
  const search = async (Resource: "ExperimentTrial" | "ExperimentTrialComponent", Filters: Filter[]) =>
    (await sagemaker.search({ Resource, SearchExpression: { Filters } })).Results;
  expect(await search("ExperimentTrial", [{ Name: "ExperimentName", Value: "tides" }])).toMatchObject([
    { Trial: { TrialName: "spring", TrialComponentSummaries: [{ TrialComponentName: "fit" }] } },
  ]);
  expect(
    await search("ExperimentTrialComponent", [
      { Name: "Parents.ExperimentName", Value: "tides" },
      { Name: "Parameters.depth", Operator: "GreaterThan", Value: "3.5" },
    ]),
  ).toMatchObject([{ TrialComponent: { TrialComponentName: "fit" } }]);
});

it("finds endpoints and model packages, page by page", async () => {
  const { sagemaker } = local;
  const model = await local.createModel(2);
  await createConfig(local, "found", { main: [model, 1] });
  await sagemaker.createEndpoint({ EndpointName: "found", EndpointConfigName: "found" });
  await until(
    () =>
      sagemaker.search({
        Resource: "Endpoint",
        SearchExpression: { Filters: [{ Name: "EndpointStatus", Value: "InService" }] },
      }),
    ({ Results = [] }) => Results[0]?.Endpoint?.EndpointName === "found",
  );
  await sagemaker.createModelPackageGroup({ ModelPackageGroupName: "tides" });
  for (const status of ["Approved", "Rejected", "Approved"] as const) {
    await sagemaker.createModelPackage({ ModelPackageGroupName: "tides", ModelApprovalStatus: status });
  }
  const request: SearchCommandInput = {
    Resource: "ModelPackage",
    SearchExpression: { Filters: [{ Name: "ModelApprovalStatus", Value: "Approved" }] },
    SortBy: "ModelPackageVersion",
    SortOrder: "Ascending",
    MaxResults: 1,
  };
  const first = await sagemaker.search(request);
  const second = await sagemaker.search({ ...request, NextToken: first.NextToken });
  expect(first.TotalHits).toEqual({ Value: 2, Relation: "EqualTo" });
  expect([first, second].map(({ Results }) => Results?.[0]?.ModelPackage?.ModelPackageVersion)).toEqual([
    1, 3,
  ]);
  expect(second.NextToken).toBeUndefined();
});

it.each([
  [
    { Resource: "FeatureGroup" } satisfies SearchCommandInput,
    "Resource FeatureGroup is not searched here; TrainingJob, ",
  ],
  [filtered({ Name: "Colour", Value: "x" }), "Unknown property name: Colour."],
  [filtered({ Name: "RoleArn", Operator: "LessThan", Value: "3" }), "is a text, which is neither"],
  [filtered({ Name: "RoleArn", Operator: "Equals" }), "needs a Value"],
  [{ Resource: "TrainingJob", SearchExpression: {} } satisfies SearchCommandInput, "at least one filter"],
])("says what it does not understand: %j", async (request, message) => {
  await expect(local.sagemaker.search(request)).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(message),
  });
});

function filtered(filter: Filter): SearchCommandInput {
  return { Resource: "TrainingJob", SearchExpression: { Filters: [filter] } };
}
