import { expect, it } from "vitest";
import { isChange } from "./is-change.ts";

const sent = (method: string, path: string, target: string | null = null) => ({ method, path, target });
const post = (path: string, target?: string) => sent("POST", path, target);

it.each([
  ["a read of JSON", post("/", "SageMaker.DescribeEndpoint"), false],
  ["a change of JSON", post("/", "SageMaker.CreateEndpoint"), true],
  ["a read of several", post("/", "SageMaker.BatchDescribeModelPackage"), false],
  ["a read of CBOR", post("/service/GraniteServiceVersion20100801/operation/GetMetricData"), false],
  ["a change of CBOR", post("/service/GraniteServiceVersion20100801/operation/PutMetricAlarm"), true],
  ["what names its operation in its body", post("/"), true],
  ["a question to a model", post("/endpoints/tides/invocations"), false],
  ["a read of an object", sent("GET", "/tides/levels.csv"), false],
  ["a new object", sent("PUT", "/tides/levels.csv"), true],
  ["a change of an item", post("/", "DynamoDB_20120810.PutItem"), false],
  ["a change of items", post("/", "DynamoDB_20120810.TransactWriteItems"), false],
  ["a change of a table", post("/", "DynamoDB_20120810.UpdateTimeToLive"), true],
])("%s: %#", (_, call, expected) => {
  expect(isChange(call)).toBe(expected);
});
