import { DynamoDBClient, ListTablesCommand, TagResourceCommand } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { SageMaker } from "@aws-sdk/client-sagemaker";
import { SNS } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

const warnings: string[] = [];
let server: LocalServer;
let client: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
};

beforeAll(async () => {
  server = await startLocal({ warn: (line) => warnings.push(line) });
  client = {
    endpoint: server.url,
    region: server.world.region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
});

afterAll(() => server.close());

it("a tag without a value is refused, and DynamoDB goes on", async () => {
  const dynamo = new DynamoDBClient(client);
  const tag = new TagResourceCommand({
    ResourceArn: "arn:aws:dynamodb:eu-west-1:000000000000:table/driftwheel-ledger",
    Tags: [{ Key: "a", Value: undefined }],
  });
  await expect(dynamo.send(tag)).rejects.toMatchObject({
    name: "ValidationException",
    message:
      "1 validation error detected: Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null",
  });
  expect((await dynamo.send(new ListTablesCommand({}))).TableNames).toEqual(["driftwheel-ledger"]);
  dynamo.destroy();
});

it("a member that does nothing here is told to the operator, once, and not to the caller", async () => {
  const sns = new SNS(client);
  const create = () => sns.createTopic({ Name: "tides", Tags: [{ Key: "a", Value: "b" }] });
  await create();
  await create();
  expect(warnings).toEqual([
    "sns: CreateTopic was asked with Tags, which is not implemented here and does nothing.",
  ]);
  sns.destroy();
});

it("an unknown instance type is refused with those that are known", async () => {
  const sagemaker = new SageMaker(client);
  const huge = "ml.huge" as "ml.m5.large";
  await expect(
    sagemaker.createEndpointConfig({
      EndpointConfigName: "tides",
      ProductionVariants: [
        { VariantName: "a", InitialInstanceCount: 1, InstanceType: huge, ModelName: "none" },
      ],
    }),
  ).rejects.toThrow(/Value 'ml.huge' at 'productionVariants.1.member.instanceType' .* enum value set: \[/);
  sagemaker.destroy();
});

it("event patterns that EventBridge refuses are refused, whatever the event is", async () => {
  const events = new EventBridge(client);
  const Event = '{"source":"x","detail":{}}';
  const test = (pattern: unknown) =>
    events.testEventPattern({ Event, EventPattern: JSON.stringify(pattern) });
  for (const pattern of [
    {},
    [],
    { source: [] },
    { source: ["y"], detail: { $or: [{ a: [1] }] } },
    { source: ["y"], detail: { a: [{ numeric: [">", 5, "<", 5] }] } },
    { source: ["y"], detail: { a: [{ numeric: ["<", 5, ">", 1] }] } },
    { source: [{ "anything-but": null }] },
    { source: [{ "anything-but": ["a", 1] }] },
    { source: [{ prefix: 1 }] },
    { source: [{ wildcard: "a**" }] },
    { source: [["x"]] },
  ]) {
    await expect(test(pattern), JSON.stringify(pattern)).rejects.toMatchObject({
      name: "InvalidEventPatternException",
    });
  }
  expect((await test({ detail: { a: [{ exists: false }] } })).Result).toBe(true);
  events.destroy();
});

it("lists of EventBridge come in pages", async () => {
  const events = new EventBridge(client);
  for (const Name of ["one", "two"]) await events.createEventBus({ Name });
  const first = await events.listEventBuses({ Limit: 2 });
  const second = await events.listEventBuses({ Limit: 2, NextToken: first.NextToken });
  expect([...(first.EventBuses ?? []), ...(second.EventBuses ?? [])].map(({ Name }) => Name)).toHaveLength(4);
  expect(second.NextToken).toBeUndefined();
  await expect(events.listEventBuses({ Limit: 0 })).rejects.toThrow(
    "Member must have value greater than or equal to 1",
  );
  events.destroy();
});
